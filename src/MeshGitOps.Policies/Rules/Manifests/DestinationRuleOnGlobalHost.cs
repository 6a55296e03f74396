using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A hand-written DestinationRule that takes the place of the rendered one of a global host.</summary>
public sealed class DestinationRuleOnGlobalHost : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "destination-rule-on-global-host",
        "destination rule on global host",
        Severity.Error,
        """
        A DestinationRule in the manifests is for a global host, for which this tool renders one in the config namespace and in that of the east-west gateway.
        Of two in different namespaces the client's own wins as a whole, of two in one namespace the older: nothing of the other is left.
        With another TLS mode than ISTIO_MUTUAL no call to another cluster gets through its gateway, which is an error.
        An order of failover or an outlier detection that is lost is a warning, and what repeats them only advice.
        A wildcard such as '*.local' in the namespace of a client counts too.
        Take it out, and set failover and limits in the GlobalNamespace or GlobalService.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "destinationRule and mergeDestinationRule in Istio's pilot/pkg/model, and the mTLS check of endpoints behind AUTO_PASSTHROUGH gateways";

    public override RuleExample Example { get; } = new(
        """
        # workspace
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: hello, namespace: demo}
        spec:
          host: hello.demo.example.com
          trafficPolicy: {tls: {mode: [|DISABLE|]}}
        """,
        """
        # workspace
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: greeter, namespace: demo}
        spec:
          host: greeter.demo.svc.cluster.local
          trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var mesh in context.Clusters)
        {
            if (mesh.Plan is not { } plan)
            {
                continue;
            }

            var clients = plan.ClientEntries.ToDictionary(entry => entry.Host.Host, StringComparer.Ordinal);
            var servers = plan.ServerEntries.ToDictionary(entry => entry.Host.Host, StringComparer.Ordinal);
            var under = new Dictionary<(string Suffix, string Namespace), ClientEntryPlan>();
            foreach (var entry in plan.ClientEntries)
            {
                foreach (var suffix in DomainSuffixes.Of(entry.Host.Host).Skip(1))
                {
                    foreach (var consumer in entry.ExportTo)
                    {
                        under.TryAdd((suffix, consumer), entry);
                    }
                }
            }

            foreach (var rule in mesh.DestinationRules)
            {
                if (rule.Host is not { } host)
                {
                    continue;
                }

                var @namespace = rule.Object.Key.Namespace;
                if (clients.TryGetValue(host.Value, out var client)
                    && (client.ExportTo.Contains(@namespace, StringComparer.Ordinal) || client.ExportTo is ["*"] || client.ConfigNamespace == @namespace))
                {
                    yield return Finding(settings, rule, client.Host, LimitFor(rule, client.Traffic), Whose(client, @namespace));
                }
                else if (servers.TryGetValue(host.Value, out var server) && @namespace == plan.Settings.EastWestNamespace)
                {
                    yield return Finding(settings, rule, server.Host, Severity.Warning, "at the east-west gateway");
                }
                else if (host.Value.StartsWith("*.", StringComparison.Ordinal)
                    && (under.GetValueOrDefault((host.Value[2..], @namespace)) ?? under.GetValueOrDefault((host.Value[2..], "*"))) is { } covered)
                {
                    yield return Finding(settings, rule, covered.Host, LimitFor(rule, covered.Traffic), $"for clients in namespace '{@namespace}'");
                }
            }
        }
    }

    private static string Whose(ClientEntryPlan client, string @namespace) =>
        client.ConfigNamespace == @namespace ? "in the config namespace" : $"for clients in namespace '{@namespace}'";

    private static Severity LimitFor(DestinationRule rule, TrafficSettings traffic)
    {
        var locality = rule.TrafficPolicy.Mapping("loadBalancer").Mapping("localityLbSetting");
        return (traffic.OutlierDetection is not null && rule.TrafficPolicy.Value("outlierDetection") is null)
            || (traffic.Locality is not null && locality is null)
                ? Severity.Warning
                : Severity.Info;
    }

    private static Diagnostic Finding(RuleSettings settings, DestinationRule rule, GlobalHost host, Severity limit, string whose)
    {
        var mode = rule.TrafficPolicy.Mapping("tls").Text("mode") is { Value: "DISABLE" or "SIMPLE" or "MUTUAL" } written ? written : null;
        return settings.FindingAtMost(
            mode is null ? limit : Severity.Error,
            mode?.Location ?? rule.Host?.Location ?? rule.Object.Location,
            mode is null
                ? $"{rule.Object} takes the place of the rendered one of global host '{host.Host}' {whose}."
                : $"{rule.Object} sets TLS mode '{mode.Value}' for global host '{host.Host}' {whose}, which no east-west gateway lets through.",
            "Take it out, and set failover and limits in the GlobalNamespace or GlobalService.",
            new RelatedLocation(host.Location, "the host comes from here"));
    }
}
