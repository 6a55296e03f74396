using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An environment value that looks like a global host, but that nobody answers.</summary>
public sealed class HostInEnvironmentUnknown : Rule
{
    private static readonly RuleParameter<ImmutableArray<string>> Allowed = RuleParameter.Names(
        "allowed",
        "Domains of others that are fine with everything below them.");

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "host-in-environment-unknown",
        "host in environment unknown",
        Severity.Warning,
        """
        Applications learn the hosts of other services from their environment.
        A value that begins with the name of a global service, but goes on with a domain that no GlobalNamespace has, is usually the host before a domain was changed or a typo: the name does not resolve, and the application fails when it makes its first call.
        The same happens with a port that the host does not have.
        Only workloads in member namespaces are read, and only values that are literal in the manifest; Kubernetes names and hosts of the plan are fine.
        Write the global host, or allow the domain in a policy if it is somebody else's.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the set-up of ACME Fitness over two clusters, whose CATALOG_HOST is edited by hand";

    public override ImmutableArray<RuleParameter> Parameters => [Allowed];

    public override RuleExample Example { get; } = new(
        """
        # workspace
        # cluster: west
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: greeter, namespace: demo}
        spec:
          template:
            metadata: {labels: {app: greeter}}
            spec:
              containers:
              - name: greeter
                env:
                - {name: HELLO_URL, value: [|"http://hello.demo.example.org"|]}
        """,
        """
        # workspace
        # cluster: west
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: greeter, namespace: demo}
        spec:
          template:
            metadata: {labels: {app: greeter}}
            spec:
              containers:
              - name: greeter
                env:
                - {name: HELLO_URL, value: "http://hello.demo.example.com"}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var hosts = context.Plan.Hosts.ToDictionary(host => host.Host, StringComparer.Ordinal);
        var byFirstLabel = context.Plan.Hosts.ToLookup(host => (host.GlobalNamespace, FirstLabel(host.Host)));
        var otherDomains = context.Plan.Clusters
            .Select(cluster => cluster.Settings.ClusterDomain)
            .Concat(settings.ValueOf(Allowed))
            .ToHashSet(StringComparer.Ordinal);

        foreach (var use in UsesIn(context))
        {
            if (hosts.TryGetValue(use.Reference.Host, out var host))
            {
                if (LacksPort(host, use.Reference))
                {
                    yield return PortFinding(settings, use, host);
                }
            }
            else if (!IsSomebodyElses(use.Reference.Host, otherDomains)
                && byFirstLabel[(use.GlobalNamespace, FirstLabel(use.Reference.Host))].ToList() is { Count: > 0 } meant)
            {
                yield return HostFinding(settings, use, meant);
            }
        }
    }

    private static IEnumerable<HostUse> UsesIn(RuleContext context)
    {
        var members = MemberNamespaces.Of(context.Specs);
        return from inventory in context.Inventories
               from workload in inventory.Workloads
               where !workload.Environment.IsEmpty
               let globalNamespace = members.Find(inventory.Cluster, workload.Key.Namespace)
               where globalNamespace is not null
               from variable in workload.Environment
               from reference in HostReference.AllIn(variable.Value.Value)
               select new HostUse(
                   variable.Value.Location,
                   $"'{variable.Name}' of {workload.Kind} '{workload.Key}'",
                   reference,
                   globalNamespace.Metadata.Name.Value);
    }

    private static bool LacksPort(GlobalHost host, HostReference reference) =>
        reference.Port is { } number && !host.Ports.IsEmpty && !host.Ports.Any(port => port.Number == number);

    private static Diagnostic PortFinding(RuleSettings settings, HostUse use, GlobalHost host) => settings.Finding(
        use.Location,
        $"{use.Subject} names port {use.Reference.Port} of host '{host.Host}', which does not have it.",
        $"The host has {string.Join(", ", host.Ports.Select(port => port.Number))}.",
        new RelatedLocation(host.Location, $"'{host.Host}' comes from here"));

    private static Diagnostic HostFinding(RuleSettings settings, HostUse use, List<GlobalHost> meant)
    {
        var closest = Suggestion.Closest(use.Reference.Host, meant.Select(host => host.Host));
        var host = meant.Find(candidate => candidate.Host == closest) ?? meant[0];
        return settings.Finding(
            use.Location,
            $"{use.Subject} names host '{use.Reference.Host}', which no GlobalNamespace has.",
            $"Did you mean '{host.Host}'? If the host is somebody else's, add its domain to 'allowed' of 'host-in-environment-unknown'.",
            new RelatedLocation(host.Location, $"'{host.Host}' comes from here"));
    }

    /// <summary>
    /// Kubernetes completes <c>service</c> and <c>service.namespace</c> with its search path, and answers <c>service.namespace.svc</c>.
    /// </summary>
    private static bool IsSomebodyElses(string host, HashSet<string> otherDomains)
    {
        var labels = host.Split('.');
        return labels.Length <= 2
            || labels[2] == "svc"
            || DomainSuffixes.Of(host).Any(otherDomains.Contains);
    }

    private static string FirstLabel(string host) => host[..(host.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? dot : host.Length)];

    /// <summary>One host in one environment value of a workload of a GlobalNamespace.</summary>
    private sealed record HostUse(SourceLocation Location, string Subject, HostReference Reference, string GlobalNamespace);
}
