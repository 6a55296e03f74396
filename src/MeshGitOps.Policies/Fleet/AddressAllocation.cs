using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Fleet;

/// <summary>
/// Whether Istio itself gives a ServiceEntry without addresses one, so that its TCP ports have a listener of their own.
/// It needs the sidecar's DNS proxy; from 1.25 on the allocation is on by default.
/// Source: nodeUsesAutoallocatedIPs in pilot/pkg/model/service.go, shouldV2AutoAllocateIPFromPieces in pilot/pkg/networking/serviceentry.
/// </summary>
internal sealed class AddressAllocation
{
    private const string Capture = "ISTIO_META_DNS_CAPTURE";
    private const string Allocate = "ISTIO_META_DNS_AUTO_ALLOCATE";
    private const string OptOut = "networking.istio.io/enable-autoallocate-ip";

    private readonly bool _isOn;

    public AddressAllocation(ClusterMesh cluster)
    {
        var metadata = cluster.OfKind("", "ConfigMap").Select(InConfigMap)
            .Concat(cluster.OfKind(IstioApi.Install, "IstioOperator").Select(item => item.Spec.Mapping("meshConfig")))
            .Select(mesh => mesh.Mapping("defaultConfig").Mapping("proxyMetadata"))
            .OfType<YamlMapping>()
            .ToList();
        var captures = cluster.Plan?.Settings.DnsCapture == DnsCapture.Enabled || metadata.Exists(item => IsTrue(item, Capture));
        _isOn = captures && (cluster.Plan?.Settings.IstioVersion.IsAtLeast(1, 25) == true || metadata.Exists(item => IsTrue(item, Allocate)));
    }

    public bool Serves(ServiceEntry entry) =>
        _isOn
        && entry.Resolution is { Value: not "NONE" }
        && !entry.Hosts.Any(host => host.Value.StartsWith('*'))
        && entry.Object.Metadata.Mapping("labels").Text(OptOut)?.Value is not ("false" or "False" or "FALSE");

    /// <summary>The mesh configuration of istiod, which is YAML in a string.</summary>
    private static YamlMapping? InConfigMap(KubernetesObject map) =>
        map.Root.Mapping("data").Text("mesh") is { } text
        && YamlTreeBuilder.Build(new SourceText(map.Location.Path, text.Value)).Value is [{ Root: YamlMapping mesh }, ..]
            ? mesh
            : null;

    private static bool IsTrue(YamlMapping metadata, string key) => metadata.Text(key)?.Value == "true";
}
