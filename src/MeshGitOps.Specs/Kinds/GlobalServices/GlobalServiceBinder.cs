using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds.GlobalServices;

public static class GlobalServiceBinder
{
    public static Diagnosed<GlobalServiceSpec?> Bind(YamlDocument document) =>
        SpecBinding.Bind(document, SpecKinds.GlobalService, BindSpec);

    private static GlobalServiceSpec? BindSpec(SpecMetadata metadata, FieldReader spec)
    {
        var clusters = BindClusters(spec);
        var backends = BindBackends(spec);
        var ports = BindPorts(spec);
        var failover = FailoverBinder.BindOptional(spec);
        if (spec.ObjectOrEmpty("globalNamespace").Text("name") is not { } globalNamespace
            || NamespacedReferenceBinder.Bind(spec, "service") is not { } service)
        {
            return null;
        }

        return new GlobalServiceSpec
        {
            Metadata = metadata,
            GlobalNamespace = globalNamespace,
            Service = service,
            Clusters = clusters,
            Backends = backends,
            Aliases = spec.Texts("aliases"),
            VirtualAddress = spec.Text("virtualAddress"),
            Ports = ports,
            Selector = spec.MapOrNull("selector"),
            ServiceAccounts = spec.Texts("serviceAccounts"),
            Consumers = BindConsumers(spec),
            ReplicatedBackend = spec.Flag("replicatedBackend"),
            PortLevelMtls = BindPortLevelMtls(spec.ObjectOrEmpty("mtls").ObjectOrEmpty("portLevel")),
            Failover = failover,
            CircuitBreaker = spec.Object("circuitBreaker") is { } breaker ? BindCircuitBreaker(breaker) : null,
        };
    }

    private static ImmutableArray<ServiceCluster> BindClusters(FieldReader spec)
    {
        ImmutableArray<ServiceCluster> clusters =
        [
            .. from item in spec.Objects("clusters")
               let name = item.Text("name")
               where name is not null
               let state = item.Choice("state", ("Serving", ServingState.Serving), ("Draining", ServingState.Draining))
               select new ServiceCluster(name, state?.Value ?? ServingState.Serving),
        ];
        spec.RefuseRepeats(clusters.Select(cluster => cluster.Name), "cluster");
        return clusters;
    }

    private static ImmutableArray<BackendSpec> BindBackends(FieldReader spec)
    {
        ImmutableArray<BackendSpec> backends =
        [
            .. from item in spec.Objects("backends")
               let cluster = item.Text("cluster")
               let service = NamespacedReferenceBinder.Bind(item, "service")
               where cluster is not null && service is not null
               select new BackendSpec(cluster, service),
        ];
        spec.RefuseRepeats(backends.Select(backend => backend.Cluster), "cluster");
        return backends;
    }

    private static ImmutableArray<GlobalPortSpec> BindPorts(FieldReader spec)
    {
        ImmutableArray<GlobalPortSpec> ports =
        [
            .. from item in spec.Objects("ports")
               let number = item.Number("number")
               where number is not null
               select new GlobalPortSpec(
                   item.Location,
                   number,
                   item.Text("name"),
                   item.Number("targetPort"),
                   item.Text("protocol")),
        ];
        spec.RefuseRepeats(
            ports.Select(port => port.Number.With(port.Number.Value.ToString(CultureInfo.InvariantCulture))),
            "port");
        spec.RefuseRepeats(ports.Select(port => port.Name), "port name");
        return ports;
    }

    private static ImmutableArray<ConsumerSpec> BindConsumers(FieldReader spec) =>
    [
        .. from item in spec.Objects("consumers")
           let ns = item.Text("namespace")
           where ns is not null
           let clusters = item.Object("clusters")
           select new ConsumerSpec(item.Location, ns, clusters is null ? null : ClusterSelectorBinder.Bind(clusters)),
    ];

    private static ImmutableArray<PortMtls> BindPortLevelMtls(FieldReader portLevel) =>
    [
        .. from entry in portLevel.Entries()
           let mode = portLevel.TextOf(entry.Value)
           where mode is not null
           let parsed = MtlsModes.TryParse(mode.Value)
           where parsed is not null
           select new PortMtls(
               entry.Key.With(int.Parse(entry.Key.Value, NumberStyles.None, CultureInfo.InvariantCulture)),
               mode.With(parsed.Value)),
    ];

    private static CircuitBreakerSpec BindCircuitBreaker(FieldReader breaker) => new(
        breaker.Location,
        breaker.Number("maxConnections"),
        breaker.Number("maxPendingRequests"),
        breaker.Number("maxRequestsPerConnection"),
        FailoverBinder.BindOptionalOutlierDetection(breaker));
}
