using System.Text;
using MeshGitOps.EndToEnd;

namespace MeshGitOps.Benchmarks;

/// <summary>What users pay today: <c>kubectl kustomize</c> over a flat folder of 5,000 ServiceEntries, against a render of as many.</summary>
internal static class KustomizeBenchmark
{
    public static IEnumerable<BenchmarkRow> Run()
    {
        var fleet = Scratch.Create();
        FleetGenerator.Write(fleet, clusters: 5, services: 1000);
        Tool.Run("render", fleet);
        var flat = Scratch.Create();
        var count = WriteFlat(Path.Combine(fleet, "rendered", "clusters"), flat);

        var ours = Measure.Median(Measure.Rounds, Measure.Flush, () => Tool.Run("render", fleet, "--output", Scratch.Create()));
        // One round takes half a minute, and the difference is no matter of noise.
        var kustomize = Measure.Median(1, () => { }, () => Kustomize(flat));
        yield return new BenchmarkRow(
            $"render {count:N0} client ServiceEntries with all that belongs to them, cold process",
            BenchmarkTable.Milliseconds(ours),
            $"kubectl kustomize of the {count:N0} ServiceEntries alone {BenchmarkTable.Milliseconds(kustomize)}",
            $"{kustomize / ours:F0} times faster",
            ToolProgram.IsNative ? "at least 50 times" : "at least 15 times");
    }

    private static int WriteFlat(string clusters, string flat)
    {
        var resources = new StringBuilder("resources:\n");
        var count = 0;
        foreach (var file in Directory.GetFiles(clusters, "*.shop.example.com.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            // The client's ServiceEntry alone; one namespace per cluster keeps the names apart.
            var cluster = Path.GetRelativePath(clusters, file).Split(Path.DirectorySeparatorChar)[0];
            var entry = File.ReadAllText(file).Split("\n---\n")
                .Single(document => document.Contains("kind: ServiceEntry", StringComparison.Ordinal) && document.Contains("namespace: mesh-shop", StringComparison.Ordinal))
                .Replace("namespace: mesh-shop", $"namespace: {cluster}", StringComparison.Ordinal);
            var name = $"{cluster}.{Path.GetFileName(file)}";
            File.WriteAllText(Path.Combine(flat, name), entry + "\n");
            resources.Append("- ").Append(name).Append('\n');
            count++;
        }

        File.WriteAllText(Path.Combine(flat, "kustomization.yaml"), resources.ToString());
        return count;
    }

    private static void Kustomize(string folder)
    {
        if (Measure.Process("kubectl", "kustomize", folder).ExitCode != 0)
        {
            throw new InvalidOperationException("kubectl kustomize failed.");
        }
    }
}
