using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Simulation;

/// <summary>
/// A workspace with its committed output, read without the product: facts from the Cluster specs, manifests from their paths,
/// rendered objects from <c>OUTPUT/clusters/</c>, expectations from the GlobalNamespaces.
/// </summary>
internal static class FleetFolder
{
    private const string OwnGroup = "meshgitops.io";

    /// <summary>The workspaces below <c>examples/</c>, sorted.</summary>
    public static ImmutableArray<string> Examples => Below(Repository.PathOf("examples"));

    /// <summary>The fleets that are written by hand, sorted.</summary>
    public static ImmutableArray<string> HandWritten => Below(Repository.PathOf("tests", "MeshGitOps.Tests", "Simulation", "Fleets"));

    public static Fleet Read(string folder)
    {
        var workspace = PlainYaml.Single(File.ReadAllText(Path.Combine(folder, "meshgitops.yaml")));
        var output = OutputOf(folder);
        var specs = workspace.Texts("spec", "specs");
        var documents = (specs.IsEmpty ? [""] : specs)
            .SelectMany(path => FilesAt(folder, path))
            .Where(file => !file.StartsWith(output + "/", StringComparison.Ordinal))
            .SelectMany(file => KubeObject.ReadAll(File.ReadAllText(file), file))
            .Where(item => item.Group == OwnGroup)
            .ToList();
        var clusters = documents.Where(item => item.Kind == "Cluster").ToImmutableSortedDictionary(
            item => item.Name,
            item => Cluster(folder, output, item, documents),
            StringComparer.Ordinal);
        return new Fleet(clusters, [.. FleetExpectations.Of(documents, clusters)]);
    }

    /// <summary>The folder of the rendered output.</summary>
    public static string OutputOf(string folder)
    {
        var workspace = PlainYaml.Single(File.ReadAllText(Path.Combine(folder, "meshgitops.yaml")));
        return Path.Combine(folder, workspace.Text("spec", "output", "directory") ?? "rendered");
    }

    /// <summary>The YAML files of a file, folder or glob, sorted.</summary>
    public static ImmutableArray<string> FilesAt(string folder, string path)
    {
        var full = Path.GetFullPath(Path.Combine(folder, path));
        if (File.Exists(full))
        {
            return [full];
        }

        var isGlob = path.Contains('*', StringComparison.Ordinal) || path.Contains('?', StringComparison.Ordinal);
        var root = isGlob ? Path.GetFullPath(Path.Combine(folder, path[..path.IndexOfAny(['*', '?'])].TrimEnd('/') is var stem && stem.Contains('/', StringComparison.Ordinal) ? stem[..stem.LastIndexOf('/')] : "")) : full;
        var pattern = new Regex("^" + Regex.Escape(full).Replace(@"\*\*/", "(.*/)?").Replace(@"\*\*", ".*").Replace(@"\*", "[^/]*").Replace(@"\?", "[^/]") + "$");
        return
        [
            .. Directory.EnumerateFiles(root, "*.y*ml", SearchOption.AllDirectories)
                .Where(file => !isGlob || pattern.IsMatch(file))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static FleetCluster Cluster(string folder, string output, KubeObject spec, List<KubeObject> documents)
    {
        var own = spec.Spec.Items("manifests").SelectMany(source => Manifests(folder, source)).ToList();
        var rendered = Path.Combine(output, "clusters", spec.Name);
        var objects = Directory.Exists(rendered)
            ? FilesAt(rendered, "").Where(file => file != Path.Combine(rendered, "kustomization.yaml")).SelectMany(file => KubeObject.ReadAll(File.ReadAllText(file), file)).ToList()
            : [];
        return new FleetCluster(ClusterFactsReader.Read(spec, documents, own), objects, own);
    }

    /// <summary>Objects without a namespace get the one of their source.</summary>
    private static IEnumerable<KubeObject> Manifests(string folder, object? source)
    {
        var place = source.Text("namespace") ?? "default";
        foreach (var item in FilesAt(folder, source.Text("path") ?? "").SelectMany(file => KubeObject.ReadAll(File.ReadAllText(file), file)))
        {
            if (item.Kind is not ("Namespace" or "Node") && item.Tree.At("metadata") is YamlMap metadata)
            {
                metadata.TryAdd("namespace", place);
            }

            yield return item;
        }
    }

    private static ImmutableArray<string> Below(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetDirectories(folder).Where(item => File.Exists(Path.Combine(item, "meshgitops.yaml"))).Order(StringComparer.Ordinal)]
        : [];
}
