using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Sizes;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Output;

/// <summary>Spreads the manifests and configuration files of a cluster over files.</summary>
public static class OutputLayouts
{
    /// <summary>The files of one cluster, sorted by path; in each, the manifests by <see cref="ManifestOrder"/>.</summary>
    public static Diagnosed<ImmutableArray<OutputFile>> Place(RenderOptions options, ClusterPlan plan, ImmutableArray<Manifest> manifests) =>
        Place(options, plan, manifests, new ObjectSizes(plan));

    /// <summary>The same, and counts the objects.</summary>
    internal static Diagnosed<ImmutableArray<OutputFile>> Place(RenderOptions options, ClusterPlan plan, ImmutableArray<Manifest> manifests, ObjectSizes sizes)
    {
        var bag = new DiagnosticBag();
        if (OutputPath.TryCreate($"clusters/{plan.Name}", out var reason) is null)
        {
            bag.Add(OutputDiagnostics.PathNotAllowed, plan.Settings.Origin.Location, $"The output folder 'clusters/{plan.Name}' {reason}.", "Choose another name for the cluster.");
            return bag.With(ImmutableArray<OutputFile>.Empty);
        }

        var contents = new SortedDictionary<string, List<Manifest>>(StringComparer.Ordinal);
        Manifest? previous = null;
        foreach (var manifest in manifests.Sort(ManifestOrder.Instance))
        {
            if (previous is not null && ManifestOrder.Instance.Compare(previous, manifest) == 0)
            {
                ReportConflict(plan, previous, manifest, bag);
                continue;
            }

            previous = manifest;
            var path = ManifestPaths.Of(options.Layout, plan, manifest);
            if (options.Names is null || options.Names.Contains(OutputPath.NameOf(path)))
            {
                Add(contents, path, plan, manifest, bag);
            }
        }

        return bag.With(Write(options, plan, contents, sizes, bag));
    }

    /// <summary>Owned: whoever reads it stands outside of the cluster. Null for a cluster whose name makes no path, which is reported with its manifests.</summary>
    public static OutputFile? Place(RenderOptions options, ClusterPlan plan, ConfigurationFile file) =>
        OutputPath.TryCreate($".meshgitops/{plan.Name}/{file.Name}", out _) is { } path
            ? new OutputFile(path, plan.Name, Encoding.UTF8.GetBytes(file.Text), options.OriginOf(file.Origin.Location), OutputSharing.Owned)
            : null;

    private static void Add(
        SortedDictionary<string, List<Manifest>> contents,
        string path,
        ClusterPlan plan,
        Manifest manifest,
        DiagnosticBag bag)
    {
        if (!contents.TryGetValue(path, out var together))
        {
            contents.Add(path, [manifest]);
        }
        else if (manifest.Placement.Concern == ManifestConcern.Shared)
        {
            // Two patches in one file could not be released one by one.
            ReportConflict(plan, together[0], manifest, bag);
        }
        else
        {
            together.Add(manifest);
        }
    }

    private static ImmutableArray<OutputFile> Write(
        RenderOptions options,
        ClusterPlan plan,
        SortedDictionary<string, List<Manifest>> contents,
        ObjectSizes sizes,
        DiagnosticBag bag)
    {
        var files = ImmutableArray.CreateBuilder<OutputFile>(contents.Count);
        var buffer = new ArrayBufferWriter<byte>(4096);
        foreach (var (path, manifests) in contents)
        {
            var origin = OriginOf(plan, manifests);
            if (OutputPath.TryCreate(path, out var reason) is not { } checkedPath)
            {
                bag.Add(OutputDiagnostics.PathNotAllowed, origin.Location, $"The output file '{path}' {reason}.", "Choose a shorter or another name.");
                continue;
            }

            if (path.EndsWith($"/{KustomizationFile.Name}", StringComparison.Ordinal) && (options.Kustomization || plan.Delivery is not null))
            {
                bag.Add(OutputDiagnostics.FileIsKustomization, origin.Location, $"The output file '{path}' has the name of a kustomization.", "Choose another name for the template.");
                continue;
            }

            files.Add(new OutputFile(
                checkedPath,
                plan.Name,
                ManifestFile.Write(buffer, origin, manifests, sizes),
                options.OriginOf(origin.Location),
                manifests[0].Placement.Concern == ManifestConcern.Shared ? OutputSharing.Shared : OutputSharing.Owned));
        }

        return files.DrainToImmutable();
    }

    /// <summary>What all manifests of a file come from: their one spec, else their GlobalNamespace, else the cluster.</summary>
    private static Origin OriginOf(ClusterPlan plan, List<Manifest> manifests)
    {
        var first = manifests[0].Origin;
        if (manifests.TrueForAll(manifest => manifest.Origin.Kind == first.Kind && manifest.Origin.Name == first.Name))
        {
            return first;
        }

        var globalNamespace = manifests[0].Placement.GlobalNamespace;
        return plan.ConfigNamespaces.FirstOrDefault(config => config.GlobalNamespace == globalNamespace)?.Origin ?? plan.Settings.Origin;
    }

    private static void ReportConflict(ClusterPlan plan, Manifest first, Manifest second, DiagnosticBag bag)
    {
        var name = second.Namespace is null ? second.Name : $"{second.Namespace}/{second.Name}";
        bag.Add(
            OutputDiagnostics.ManifestsConflict,
            second.Origin.Location,
            $"{second.Kind} '{name}' of cluster '{plan.Name}' is rendered twice, for {first.Origin} and for {second.Origin}.",
            "Change one of the two specs.",
            new RelatedLocation(first.Origin.Location, $"the other one, for {first.Origin}"));
    }
}
