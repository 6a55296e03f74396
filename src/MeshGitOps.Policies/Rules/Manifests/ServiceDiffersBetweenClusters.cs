using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A Service of one namespace and name whose type or ports are not the same in every cluster.</summary>
public sealed class ServiceDiffersBetweenClusters : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "service-differs-between-clusters",
        "service differs between clusters",
        Severity.Warning,
        """
        A Service is the same one in every cluster that has its namespace and name: that is what lets it move.
        Where its ports, its type or headlessness differ, a client is answered in one cluster and refused in the other, depending on where it runs.
        Istio merges such Services of clusters that share endpoints, and takes the ports of whichever it saw first.
        It joins their endpoints by the names of the ports, so those of a cluster with another name get no requests.
        Ports of a global service that differ in number or protocol are an error that no policy can allow (MGO3009).
        Make them equal, or give the other one a name of its own.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0170 and Kubernetes' KEP-1645 on conflicts between clusters";

    public override ImmutableArray<string> Aliases => ["IST0170"];

    public override RuleExample Example { get; } = new(
        """
        # cluster: east
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec:
          ports: [{name: http, port: 80}]
        # cluster: west
        apiVersion: v1
        kind: Service
        metadata: {name: [|catalog|], namespace: shop}
        spec:
          ports: [{name: http, port: 8080}]
        """,
        """
        # cluster: east
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec:
          ports: [{name: http, port: 80}]
        # cluster: west
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec:
          ports: [{name: http, port: 80}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var members = MemberNamespaces.Of(context.Specs);
        var first = new Dictionary<ServiceKey, (string Cluster, KubernetesService Service)>();
        foreach (var cluster in context.Clusters)
        {
            foreach (var service in cluster.Inventory.Services)
            {
                if (SystemNamespaces.IsExcluded(service.Key.Namespace, context.Specs.Mesh)
                    || service.Key is { Namespace: "default", Name: "kubernetes" }
                    || first.TryAdd(service.Key, (cluster.Name, service)))
                {
                    continue;
                }

                var (firstCluster, other) = first[service.Key];
                var globalNamespace = members.Find(cluster.Name, service.Key.Namespace);
                var portsAreChecked = globalNamespace is not null && ReferenceEquals(globalNamespace, members.Find(firstCluster, service.Key.Namespace));
                if (Differences(service, other, portsAreChecked).ToList() is { Count: > 0 } differences)
                {
                    yield return settings.Finding(
                        service.Location,
                        $"Service '{service.Key}' of cluster '{cluster.Name}' differs from the one of cluster '{firstCluster}': {string.Join("; ", differences)}.",
                        "Make the two equal, or give one of them another name.",
                        new RelatedLocation(other.Location, $"the Service of cluster '{firstCluster}'"));
                }
            }
        }
    }

    private static IEnumerable<string> Differences(KubernetesService here, KubernetesService there, bool portsAreChecked)
    {
        if (here.Type != there.Type)
        {
            yield return $"type {here.Type} here and {there.Type} there";
        }

        if (here.IsHeadless != there.IsHeadless)
        {
            yield return here.IsHeadless ? "headless here only" : "headless there only";
        }

        var own = Ports(here);
        var others = Ports(there);
        if (!portsAreChecked && !own.SequenceEqual(others, StringComparer.Ordinal))
        {
            yield return $"ports {Show(own)} here and {Show(others)} there";
        }
        else if (!portsAreChecked && RenamedPort(here, there) is var (port, other))
        {
            yield return $"port {port.Number} is named '{Shown.Of(port.Name ?? "")}' here and '{Shown.Of(other.Name ?? "")}' there";
        }
    }

    private static (KubernetesServicePort Here, KubernetesServicePort There)? RenamedPort(KubernetesService here, KubernetesService there)
    {
        var others = there.Ports.DistinctBy(port => (port.Number, port.TransportProtocol)).ToDictionary(port => (port.Number, port.TransportProtocol));
        foreach (var port in here.Ports)
        {
            if (others.TryGetValue((port.Number, port.TransportProtocol), out var other) && (port.Name ?? "") != (other.Name ?? ""))
            {
                return (port, other);
            }
        }

        return null;
    }

    private static ImmutableArray<string> Ports(KubernetesService service) =>
    [
        .. service.Ports
            .OrderBy(port => port.Number)
            .ThenBy(port => port.TransportProtocol, StringComparer.Ordinal)
            .Select(port => $"{port.Number}/{(port.TransportProtocol == "TCP" ? PortProtocol.Of(port).Protocol?.ToString() ?? "TCP" : port.TransportProtocol)}".ToLowerInvariant()),
    ];

    private static string Show(ImmutableArray<string> ports) =>
        ports.IsEmpty ? "none" : string.Join(", ", ports.Take(6)) + (ports.Length > 6 ? ", ..." : "");
}
