using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Providers.Istio;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Output;

/// <summary>
/// The patches that an earlier render left and this one does not make: each is rendered again without our part and stays,
/// because an object that vanishes from a tree that is pruned is deleted from the cluster.
/// </summary>
internal static class SharedObjects
{
    public static ImmutableArray<OutputFile> Release(
        FleetPlan plan,
        RenderOptions options,
        IReadOnlyCollection<OutputFile> rendered,
        DiagnosticBag bag)
    {
        if (options.PreviouslyShared.IsEmpty)
        {
            return [];
        }

        var paths = rendered.Select(file => file.Path.Value).ToHashSet(StringComparer.Ordinal);
        var plans = plan.Clusters.ToDictionary(cluster => cluster.Name, StringComparer.Ordinal);
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        var files = ImmutableArray.CreateBuilder<OutputFile>();
        foreach (var shared in options.PreviouslyShared.Where(shared => options.Shard.Holds(shared.Cluster)))
        {
            if (!paths.Add(shared.Path.Value))
            {
                continue;
            }

            if (plans.TryGetValue(shared.Cluster, out var cluster))
            {
                files.Add(Release(shared, cluster, options, bag));
                continue;
            }

            files.Add(Keep(shared));
            if (unknown.Add(shared.Cluster))
            {
                bag.Add(
                    OutputDiagnostics.SharedObjectOfUnknownCluster,
                    SourceOf(shared, options).Start,
                    $"Cluster '{shared.Cluster}' has no spec any more, but the output still holds its patches of shared objects.",
                    $"Delete the folder 'clusters/{shared.Cluster}' once nothing deploys it.");
            }
        }

        return files.ToImmutable();
    }

    private static OutputFile Release(SharedObject shared, ClusterPlan plan, RenderOptions options, DiagnosticBag bag)
    {
        var source = SourceOf(shared, options);
        var origin = plan.Settings.Origin;
        var (released, findings) = ReadPatch(source, origin) switch
        {
            { ApiVersion: "v1", Kind: "Namespace" } previous => new(InjectedNamespace.Release(previous.Name), []),
            { } previous => ReleaseStub(previous, plan),
            null => new Diagnosed<ManifestMapping?>(null, []),
        };
        bag.AddRange(findings);
        if (released is not null)
        {
            var bytes = ManifestFile.Write(new ArrayBufferWriter<byte>(1024), origin, [released]);
            return new OutputFile(shared.Path, shared.Cluster, bytes, options.OriginOf(origin.Location), OutputSharing.Shared);
        }

        if (findings.IsEmpty)
        {
            bag.Add(
                OutputDiagnostics.SharedObjectNotReleased,
                source.Start,
                $"The patch '{shared.Path}' is no longer asked for, but what lies there is none that can be rendered without our part.",
                "Restore the file as it was rendered last.");
        }

        return Keep(shared);
    }

    private static Diagnosed<ManifestMapping?> ReleaseStub(Manifest previous, ClusterPlan plan)
    {
        var (released, findings) = DnsManifests.Release(previous, plan);
        return new(released?.Root, findings);
    }

    /// <summary>Null where the file does not hold exactly one object.</summary>
    private static Manifest? ReadPatch(SourceText source, Origin origin)
    {
        var (documents, findings) = ManifestYamlReader.Read(source);
        if (findings.Length > 0 || documents is not [{ } root])
        {
            return null;
        }

        var metadata = root["metadata"] as ManifestMapping;
        return root["apiVersion"] is ManifestString apiVersion && root["kind"] is ManifestString kind && metadata?["name"] is ManifestString name
            ? new Manifest
            {
                ApiVersion = apiVersion.Value,
                Kind = kind.Value,
                Namespace = (metadata["namespace"] as ManifestString)?.Value,
                Name = name.Value,
                Root = root,
                Origin = origin,
                Placement = new ManifestPlacement(ManifestConcern.Shared, null, null),
            }
            : null;
    }

    private static OutputFile Keep(SharedObject shared) =>
        new(shared.Path, shared.Cluster, shared.Content, shared.Origin, OutputSharing.Shared);

    private static SourceText SourceOf(SharedObject shared, RenderOptions options) =>
        new($"{options.OutputDirectory}/{shared.Path}", Encoding.UTF8.GetString(shared.Content.Span));
}
