using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Sizes;

/// <summary>
/// Counts the objects of a cluster as they are written. What is written is compared with nothing unless it is large:
/// JSON is at most a few times as long as the YAML of the same object, so no other one comes near a limit.
/// </summary>
internal sealed class ObjectSizes(ClusterPlan plan)
{
    /// <summary>A quarter of the smallest limit.</summary>
    private const int LeastWritten = (int)SizeLimits.Annotations / 4;

    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    private readonly DiagnosticBag _bag = new();
    private Manifest? _largest;
    private int _mostWritten;

    public ClusterPlan Plan => plan;

    public int Count { get; private set; }

    public ObjectSize? Largest => _largest is null ? null : new(_largest.Kind, _largest.Namespace, _largest.Name, JsonSize.Of(_largest.Root));

    public ImmutableArray<Diagnostic> Diagnostics => _bag.ToImmutable();

    /// <param name="written">The bytes of its YAML.</param>
    public void Add(Manifest manifest, int written)
    {
        Count++;
        if (written > _mostWritten)
        {
            (_largest, _mostWritten) = (manifest, written);
        }

        if (written >= LeastWritten)
        {
            Check(manifest);
        }
    }

    private void Check(Manifest manifest)
    {
        var size = JsonSize.Of(manifest.Root);
        if (ValuesOf(manifest) is var values and > SizeLimits.ConfigMapValues)
        {
            _bag.Add(
                SizeDiagnostics.ConfigMapTooLarge,
                manifest.Origin.Location,
                $"The values of {NameOf(manifest)} take {Number(values)} bytes, but Kubernetes takes at most {Number(SizeLimits.ConfigMapValues)}.",
                "Make what it is rendered from smaller.");
        }
        else if (size > SizeLimits.EtcdRequest)
        {
            _bag.Add(
                SizeDiagnostics.ObjectTooLarge,
                manifest.Origin.Location,
                $"{NameOf(manifest)} takes {Number(size)} bytes, but etcd takes at most {Number(SizeLimits.EtcdRequest)} in a request.",
                manifest.Kind == "Gateway" ? "Let other clusters serve a part of the hosts." : "Make what it is rendered from smaller.");
        }
        else if (plan.Delivery is not FluxClusterPlan
            && !IsAppliedServerSide(manifest)
            && AnnotationsOf(manifest) + LastApplied.Length + size + 1 is var annotations and > SizeLimits.Annotations)
        {
            _bag.Add(
                SizeDiagnostics.TooLargeForClientSideApply,
                manifest.Origin.Location,
                $"{NameOf(manifest)} makes annotations of {Number(annotations)} bytes with client-side apply, but Kubernetes takes at most {Number(SizeLimits.Annotations)}.",
                "Set the sync option 'ServerSideApply=true' in Argo CD, or apply it with 'kubectl apply --server-side'.");
        }
    }

    private string NameOf(Manifest manifest) =>
        $"{manifest.Kind} '{(manifest.Namespace is null ? manifest.Name : $"{manifest.Namespace}/{manifest.Name}")}' of cluster '{plan.Name}'";

    /// <summary>0 for all but a ConfigMap. The values of <c>binaryData</c> are counted as they are decoded.</summary>
    private static long ValuesOf(Manifest manifest) => manifest is { ApiVersion: "v1", Kind: "ConfigMap" }
        ? Lengths(manifest.Root["data"]).Sum() + Lengths(manifest.Root["binaryData"]).Sum(length => length / 4 * 3)
        : 0;

    private static long AnnotationsOf(Manifest manifest) => (manifest.Root["metadata"] as ManifestMapping)?["annotations"] is ManifestMapping annotations
        ? annotations.Fields.Sum(field => Encoding.UTF8.GetByteCount(field.Key)) + Lengths(annotations).Sum()
        : 0;

    private static IEnumerable<long> Lengths(ManifestValue? mapping) =>
        (mapping as ManifestMapping)?.Fields.Select(field => field.Value).OfType<ManifestString>().Select(text => (long)Encoding.UTF8.GetByteCount(text.Value)) ?? [];

    private static bool IsAppliedServerSide(Manifest manifest) =>
        (manifest.Root["metadata"] as ManifestMapping)?["annotations"] is ManifestMapping annotations
        && annotations["argocd.argoproj.io/sync-options"] is ManifestString options
        && options.Value.Split(',').Contains("ServerSideApply=true");

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
