using System.Diagnostics;
using System.Globalization;
using System.Text;
using MeshGitOps.Cli;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Workspace;
using MeshGitOps.Workspace.Git;
using MeshGitOps.Workspace.Publishing;

namespace MeshGitOps.Benchmarks;

/// <summary>
/// Publishing the output of 50 clusters with 1,000 services, from the rendered tree in memory to the updated branch,
/// against <c>git fast-import</c> alone, which gets every file with the same bytes from memory; then publishing it again; and the whole commands.
/// </summary>
internal static class PublishBenchmark
{
    private const string Branch = "refs/heads/rendered";
    private const string Author = "Benchmark <benchmark@example.com>";

    public static IEnumerable<BenchmarkRow> Run()
    {
        var fleet = Scratch.Create();
        FleetGenerator.Write(fleet, clusters: 50, services: 1000);
        Git(fleet, "init", "--quiet", "--initial-branch=main");
        WriteLock(fleet);
        Git(fleet, "add", "--all");
        Git(fleet, "-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.com", "commit", "--quiet", "--message", "Specs");
        var result = Render(fleet);
        var stream = StreamOf(fleet, result);

        var (imports, firsts, seconds, commands, again) = (new List<TimeSpan>(), new List<TimeSpan>(), new List<TimeSpan>(), new List<TimeSpan>(), new List<TimeSpan>());
        for (var round = 0; round < Measure.Rounds; round++)
        {
            imports.Add(Measure.Median(1, Flush, () => Import(stream)));
            var repository = Clone(fleet);
            firsts.Add(Measure.Median(1, Flush, () => Publish(repository, result, PublicationOutcome.Published)));
            seconds.Add(Measure.Median(1, Flush, () => Publish(repository, result, PublicationOutcome.Unchanged)));
            var clone = Clone(fleet);
            Flush();
            commands.Add(Tool.Run("publish", clone, "--to", "branch", "--author", Author).Time);
            Flush();
            again.Add(Tool.Run("publish", clone, "--to", "branch", "--author", Author).Time);
        }

        var (import, first, second) = (Measure.Middle(imports), Measure.Middle(firsts), Measure.Middle(seconds));
        yield return new BenchmarkRow(
            string.Create(
                CultureInfo.InvariantCulture,
                $"publish {result.Tree.Files.Length:N0} rendered files ({result.Tree.Files.Sum(file => (long)file.Bytes.Length) / 1e6:F0} MB) to a branch, from the tree in memory to the updated ref"),
            BenchmarkTable.Milliseconds(first),
            $"git fast-import alone on the same bytes {BenchmarkTable.Milliseconds(import)}",
            BenchmarkTable.Ratio(first, import),
            "at most 2");
        yield return new BenchmarkRow(
            "publish the same again", BenchmarkTable.Milliseconds(second), $"the first {BenchmarkTable.Milliseconds(first)}", BenchmarkTable.Ratio(second, first), "under 0.1");
        yield return new BenchmarkRow(
            "meshgitops publish --to branch of it, cold process, from the specs of a commit; and again",
            $"{BenchmarkTable.Milliseconds(Measure.Middle(commands))}, {BenchmarkTable.Milliseconds(Measure.Middle(again))}", "", "", "");
    }

    /// <summary>From the tree in memory: what is published is looked up, compared, committed, and the branch moved.</summary>
    private static void Publish(string folder, PipelineResult result, PublicationOutcome expected)
    {
        var repository = GitRepository.Open(folder).Value ?? throw new InvalidOperationException($"'{folder}' is no repository.");
        var publisher = new BranchPublisher(repository, new PublishSettings(BranchPattern.Default, "", ToolVersion.Text) { Author = Author });
        var source = SourceCommit.Read(repository, Git(folder, "rev-parse", "HEAD")).Value ?? throw new InvalidOperationException("There is no commit.");
        using var branches = publisher.Read(result.Specs.Clusters.Select(cluster => cluster.Metadata.Name.Value)).Value
            ?? throw new InvalidOperationException("The branch cannot be read.");
        var difference = branches.Hold(result.Tree) ? OutputDifference.None : branches.Output.Compare(result.Tree).Value;
        var (publication, findings) = publisher.Publish(branches, result.Tree, difference, source, DateTimeOffset.UnixEpoch);
        if (publication.Outcome != expected)
        {
            throw new InvalidOperationException($"{publication.Outcome}: {string.Join(' ', findings.Select(finding => finding.Message))}");
        }
    }

    /// <summary>The least that any publisher would do: the objects, and the branch.</summary>
    private static void Import(byte[] stream)
    {
        var folder = Scratch.Create();
        Git(folder, "init", "--quiet", "--bare");
        using var process = Start(folder, "fast-import", "--quiet");
        process.StandardInput.BaseStream.Write(stream);
        process.StandardInput.Close();
        Finish(process, process.StandardOutput.ReadToEndAsync());
        Git(folder, "rev-parse", "--verify", "--quiet", Branch);
    }

    /// <summary>Every file of the branch as git takes it, one after the other: all bytes that are rendered, and what publishing adds.</summary>
    private static byte[] StreamOf(string fleet, PipelineResult result)
    {
        var repository = Clone(fleet);
        Publish(repository, result, PublicationOutcome.Published);
        var rendered = result.Tree.Files.ToDictionary(file => file.Path.Value, file => file.Bytes, StringComparer.Ordinal);
        using var stream = new MemoryStream();
        Write(stream, $"commit {Branch}\ncommitter {Author} 0 +0000\n");
        WriteData(stream, "Rendered"u8);
        foreach (var path in Git(repository, "ls-tree", "-r", "--name-only", Branch).Split('\n'))
        {
            Write(stream, $"M 100644 inline {path}\n");
            WriteData(stream, rendered.TryGetValue(path, out var bytes) ? bytes.Span : Encoding.UTF8.GetBytes(Git(repository, "show", $"{Branch}:{path}")));
        }

        return stream.ToArray();
    }

    private static void Write(MemoryStream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));

    private static void WriteData(MemoryStream stream, ReadOnlySpan<byte> bytes)
    {
        Write(stream, string.Create(CultureInfo.InvariantCulture, $"data {bytes.Length}\n"));
        stream.Write(bytes);
        stream.WriteByte((byte)'\n');
    }

    private static PipelineResult Render(string fleet)
    {
        var session = new CommandSession { Output = TextWriter.Null, Error = TextWriter.Null, CurrentDirectory = fleet };
        var result = WorkspaceRun.Open(fleet, session).Run(new PipelineOptions { MaxParallelism = Environment.ProcessorCount });
        return result.HasErrors ? throw new InvalidOperationException(result.Diagnostics[0].Message) : result;
    }

    /// <summary>A publication takes the addresses from the commit.</summary>
    private static void WriteLock(string fleet)
    {
        var rendered = Scratch.Create();
        Tool.Run("render", fleet, "--output", rendered, "--shard", "0/1000");
    }

    private static string Clone(string fleet)
    {
        var clone = Scratch.Create();
        Git(fleet, "clone", "--quiet", "--bare", fleet, clone);
        return clone;
    }

    private static void Flush()
    {
        GC.Collect();
        Measure.Flush();
    }

    private static string Git(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        process.StandardInput.Close();
        return Finish(process, process.StandardOutput.ReadToEndAsync()).Trim();
    }

    private static Process Start(string folder, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("git", ["-C", folder, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })
        ?? throw new InvalidOperationException("git did not start.");

    private static string Finish(Process process, Task<string> output)
    {
        process.WaitForExit();
        return process.ExitCode == 0 ? output.GetAwaiter().GetResult() : throw new InvalidOperationException($"git ended with exit code {process.ExitCode}.");
    }
}
