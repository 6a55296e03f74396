using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A ServiceEntry that dials an east-west gateway, but is not MESH_INTERNAL.</summary>
public sealed class MeshHostExternal : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "mesh-host-external",
        "mesh host external",
        Severity.Error,
        """
        An east-west gateway routes by the SNI of mutual TLS between sidecars.
        To a host that is MESH_EXTERNAL, which is what a missing 'location' means, sidecars speak no mutual TLS of the mesh, and gateways make no filter chain for it.
        The connection is reset at the gateway of the other cluster.
        Write 'location: MESH_INTERNAL'.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "MeshExternal in Istio's pilot/pkg/model/service.go; an entry without 'location' run against the control plane of 1.14";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: messenger, namespace: postcard}
        spec:
          hosts: [messenger.example.com]
          location: [|MESH_EXTERNAL|]
          resolution: STATIC
          ports: [{number: 3000, name: http, protocol: HTTP}]
          endpoints: [{address: 192.0.2.10, ports: {http: 15443}}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: messenger, namespace: postcard}
        spec:
          hosts: [messenger.example.com]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 3000, name: http, protocol: HTTP}]
          endpoints: [{address: 192.0.2.10, ports: {http: 15443}}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var gateways = new GatewayEndpoints(context.Plan);
        return (from cluster in context.Clusters
                from entry in cluster.DistinctEntries()
                where !entry.IsInternal()
                let endpoint = gateways.Find(entry)
                where endpoint is not null
                select FindingOf(settings, entry, endpoint)).OncePerPlace();
    }

    private static Diagnostic FindingOf(RuleSettings settings, ServiceEntry entry, ServiceEntryEndpoint endpoint) => settings.Finding(
        entry.MeshLocation?.Location ?? entry.Object.Location,
        entry.MeshLocation is { } written
            ? $"{entry.Object} is {written}, but dials the east-west gateway '{endpoint.Address}', which passes on mutual TLS of the mesh alone."
            : $"{entry.Object} has no 'location', so it is MESH_EXTERNAL, but dials the east-west gateway '{endpoint.Address}', which passes on mutual TLS of the mesh alone.",
        "Write 'location: MESH_INTERNAL'.",
        new RelatedLocation(endpoint.Address?.Location ?? endpoint.Node.Location, "the gateway")) with
    {
        Fix = SuggestedFix.Unsafe(
            "Make the host MESH_INTERNAL.",
            entry.MeshLocation is { } location
                ? YamlEdits.Replace(location.Location, "MESH_INTERNAL")
                : entry.Object.Spec is { } spec ? YamlEdits.InsertAfter(spec, "hosts", "location", "MESH_INTERNAL") : null),
    };
}
