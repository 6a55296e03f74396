using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Plans;

/// <summary>A global host that nobody may call.</summary>
public sealed class HostWithoutConsumer : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "host-without-consumer",
        "host without consumer",
        Severity.Info,
        """
        With 'consumers: Declared' a host is rendered only where a GlobalService names who calls it.
        Nobody is named for this one: gateways expose the service, but no client in any cluster knows its name.
        Name the consumers in a GlobalService, or exclude the service from the GlobalNamespace.
        """);

    public override RuleStage Stage => RuleStage.Plans;

    public override string Source => "the dependency model of Admiral, which renders for declared clients alone";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: [|demo|]}
        spec:
          domain: demo.example.com
          members: [{clusters: {names: [east, west]}, namespaces: [demo]}]
          consumers: Declared
        """,
        """
        # file: mesh/demo.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          members: [{clusters: {names: [east, west]}, namespaces: [demo]}]
          consumers: Declared
        # file: mesh/hello.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalService
        metadata: {name: hello}
        spec:
          globalNamespace: {name: demo}
          service: {name: hello, namespace: demo}
          consumers: [{namespace: demo}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var consumed = context.Plan.Clusters
            .SelectMany(cluster => cluster.ClientEntries)
            .Select(entry => entry.Host.Host)
            .ToHashSet(StringComparer.Ordinal);
        return
            from host in context.Plan.Hosts
            where !host.Servers.IsEmpty && !consumed.Contains(host.Host)
            group host by host.Origin.Location into hosts
            let names = hosts.Select(host => $"'{host.Host}'").ToList()
            select settings.Finding(
                hosts.Key,
                names.Count == 1
                    ? $"Host {names[0]} has no consumer in any cluster."
                    : $"{names.Count} hosts have no consumer in any cluster, {names[0]} among them.",
                "Name who calls it under 'consumers' of a GlobalService, or exclude the service.");
    }
}
