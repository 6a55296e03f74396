using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Two VirtualServices that route the same host for the same sidecars.</summary>
public sealed class VirtualServiceHostConflict : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "virtual-service-host-conflict",
        "virtual service host conflict",
        Severity.Error,
        """
        Two VirtualServices for the sidecars of the mesh name the same host and are exported to the same namespaces.
        Istio merges VirtualServices for gateways, but not for sidecars: the older one counts, and all routes of the other are ignored.
        Which one is older differs between clusters and changes when one of them is made anew.
        A VirtualService that is exported to its own namespace only may stand beside one for all: it comes first there.
        Merge the two, delegate from one to the other, or narrow their 'exportTo'.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0109 and Istio's page on splitting large VirtualServices";

    public override ImmutableArray<string> Aliases => ["IST0109"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          http: [{route: [{destination: {host: catalog}}]}]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog-canary, namespace: shop}
        spec:
          hosts: [[|catalog|]]
          http: [{route: [{destination: {host: catalog, subset: v2}}]}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
          http: [{route: [{destination: {host: catalog}, weight: 90}, {destination: {host: catalog, subset: v2}, weight: 10}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var mesh in context.Clusters)
        {
            var first = new Dictionary<(string Scope, string Host), VirtualService>();
            foreach (var item in mesh.VirtualServices.Where(item => item.IsForMesh))
            {
                var @namespace = item.Object.Key.Namespace;
                var scopes = MeshHosts.Visibility(item.ExportTo, @namespace).Distinct(StringComparer.Ordinal).ToList();
                foreach (var host in item.Hosts)
                {
                    var fullHost = mesh.Hosts.FullName(host.Value, @namespace);
                    var other = scopes.Select(scope => first.GetValueOrDefault((scope, fullHost))).FirstOrDefault(known => known is not null);
                    if (other is not null && !ReferenceEquals(other, item) && other.Object.Key != item.Object.Key)
                    {
                        yield return settings.Finding(
                            host.Location,
                            $"{item.Object} and {other.Object} both route host '{host.Value}' for the same sidecars.",
                            "Merge them, delegate from one to the other, or narrow their 'exportTo'.",
                            new RelatedLocation(other.Object.Location, "this one routes it too"));
                    }

                    foreach (var scope in scopes)
                    {
                        first.TryAdd((scope, fullHost), item);
                    }
                }
            }
        }
    }
}
