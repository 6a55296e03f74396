using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A host in the egress list of a Sidecar that matches nothing.</summary>
public sealed class SidecarHostUnknown : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "sidecar-host-unknown",
        "sidecar host unknown",
        Severity.Warning,
        """
        The egress hosts of a Sidecar are 'namespace/host', where the host is a full name and the namespace is the one of the Service or ServiceEntry behind it.
        An entry that matches nothing is ignored, so the pods do not know the host that it was written for, and calls to it bypass the mesh or fail.
        Short names are not completed.
        It is reported where the manifests hold Services of the namespace, or the host in another namespace.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the Sidecar page of Istio's reference and istioctl's IST0101";

    public override ImmutableArray<string> Aliases => ["IST0101"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec:
          ports: [{name: http, port: 8080}]
        ---
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: default, namespace: web}
        spec:
          egress:
          - hosts: ["./*", [|"shop/catalog"|]]
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec:
          ports: [{name: http, port: 8080}]
        ---
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: default, namespace: web}
        spec:
          egress:
          - hosts: ["./*", "shop/catalog.shop.svc.cluster.local"]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Of(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, RuleSettings settings)
    {
        if (cluster.Sidecars.IsEmpty)
        {
            yield break;
        }

        var namespaces = cluster.Inventory.Services.Select(service => service.Key.Namespace).ToHashSet(StringComparer.Ordinal);
        foreach (var sidecar in cluster.Sidecars)
        {
            foreach (var entry in new SidecarEgress(sidecar).Hosts)
            {
                var (@namespace, host) = SidecarEgress.Split(entry.Value, sidecar.Object.Key.Namespace);
                if (!@namespace.StartsWith('~') && host.Length > 0 && !host.Contains('*', StringComparison.Ordinal)
                    && FindingOf(settings, cluster, sidecar, entry, @namespace, host, namespaces) is { } finding)
                {
                    yield return finding;
                }
            }
        }
    }

    private static Diagnostic? FindingOf(
        RuleSettings settings,
        ClusterMesh cluster,
        WorkloadPolicy sidecar,
        Located<string> entry,
        string @namespace,
        string host,
        HashSet<string> namespaces)
    {
        var named = cluster.Hosts.Named(host);
        if (named.Any(known => @namespace == "*" || known.Namespace == @namespace))
        {
            return null;
        }

        if (named.Count > 0)
        {
            return settings.Finding(
                entry.Location,
                $"Egress host '{entry}' of {sidecar.Object} matches nothing, because '{host}' lies in namespace '{named[0].Namespace}'.",
                $"Write '{named[0].Namespace}/{host}'.",
                new RelatedLocation(named[0].Location, $"'{host}'"));
        }

        if (!host.Contains('.', StringComparison.Ordinal))
        {
            var full = @namespace == "*" ? "" : cluster.Hosts.FullName(host, @namespace);
            return cluster.Hosts.Named(full) is [var meant, ..]
                ? settings.Finding(
                    entry.Location,
                    $"Egress host '{entry}' of {sidecar.Object} matches nothing, because short names are not completed.",
                    $"Write '{@namespace}/{full}'.",
                    new RelatedLocation(meant.Location, $"'{full}'"))
                : null;
        }

        return KubernetesNames.NamespaceOf(host, cluster.ClusterDomain) is { } ofService && namespaces.Contains(ofService)
            ? settings.Finding(
                entry.Location,
                $"Egress host '{entry}' of {sidecar.Object} matches nothing, because namespace '{ofService}' has no such Service.",
                "Correct the name, or remove the entry.")
            : null;
    }
}
