using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A host or port that two Gateways open on the same pods.</summary>
public sealed class HostInTwoGateways : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "host-in-two-gateways",
        "host in two gateways",
        Severity.Error,
        """
        All Gateways that select the same pods are merged into one set of listeners, the older ones first.
        A TLS server whose host another server of the port has already is left out as a whole, with all its other hosts.
        So is a server without TLS on a port that speaks TLS already, the reverse, and one beside TCP on a port without TLS.
        The rendered east-west and egress Gateways count as well: a Gateway of your own on their port takes their hosts away.
        Two plain HTTP servers with one host do work, as their routes are merged: that is reported as info.
        Write the host once, or select other pods.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "MergeGateways and CheckDuplicates in Istio's pilot/pkg/model/gateway.go, and istioctl's IST0145";

    public override ImmutableArray<string> Aliases => ["IST0145"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: shop, namespace: shop}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 443, name: https, protocol: HTTPS}
            tls: {mode: SIMPLE, credentialName: shop}
            hosts: [shop.example.com]
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: all, namespace: web}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 443, name: https, protocol: HTTPS}
            tls: {mode: SIMPLE, credentialName: all}
            hosts: [www.example.com, [|shop.example.com|]]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: shop, namespace: shop}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 443, name: https, protocol: HTTPS}
            tls: {mode: SIMPLE, credentialName: shop}
            hosts: [shop.example.com]
        ---
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: all, namespace: web}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 443, name: https, protocol: HTTPS}
            tls: {mode: SIMPLE, credentialName: all}
            hosts: [www.example.com]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        context.Clusters.SelectMany(cluster => Of(cluster, settings)).OncePerPlace();

    private static IEnumerable<Diagnostic> Of(ClusterMesh cluster, RuleSettings settings)
    {
        var selected = new GatewayPods(cluster);
        var ports = new Dictionary<(string Pods, int Port, string Bind), Claim>();
        var hosts = new Dictionary<(string Pods, int Port, string Bind, string Host), Claim>();
        foreach (var planned in PlannedIn(cluster))
        {
            foreach (var pods in selected.Of(planned.Selector))
            {
                ports.TryAdd((pods, planned.Port, ""), planned.Claim);
                foreach (var host in planned.Hosts)
                {
                    hosts.TryAdd((pods, planned.Port, "", host), planned.Claim);
                }
            }
        }

        foreach (var gateway in cluster.Gateways.DistinctBy(gateway => gateway.Object.Key))
        {
            var pods = selected.Of(gateway);
            foreach (var server in gateway.Servers)
            {
                if (server.PortNumber is not { } port)
                {
                    continue;
                }

                var bind = server.Node.Text("bind")?.Value ?? "";
                var claim = new Claim(gateway.Object.ToString(), gateway.Object.Location, gateway, server.Tls is not null || IsTls(server), PlainTextOf(server));
                foreach (var finding in FirstOfEach(pods.SelectMany(pod => Claims(pod, port, bind, server, claim))))
                {
                    yield return finding;
                }
            }
        }

        IEnumerable<Diagnostic> Claims(string pods, Located<int> port, string bind, GatewayServer server, Claim claim)
        {
            if (ports.TryGetValue((pods, port.Value, bind), out var first))
            {
                if (first.IsTls != claim.IsTls)
                {
                    yield return PortFinding(settings, port, claim, claim.IsTls ? "for TLS" : "without TLS", first, first.IsTls ? "for TLS" : "without TLS");
                    yield break;
                }

                if (!claim.IsTls && (claim.PlainText != PlainText.Http || first.PlainText != PlainText.Http))
                {
                    yield return PortFinding(settings, port, claim, $"for {ProtocolOf(claim)}", first, $"for {ProtocolOf(first)}{(claim.PlainText == first.PlainText ? " too" : "")}");
                    yield break;
                }
            }

            ports.TryAdd((pods, port.Value, bind), claim);
            foreach (var host in server.Hosts.DistinctBy(host => PassthroughHosts.NameOf(host.Value)))
            {
                var key = (pods, port.Value, bind, PassthroughHosts.NameOf(host.Value));
                if (!hosts.TryAdd(key, claim) && hosts[key] is var other && (claim.IsTls || other.Gateway != claim.Gateway))
                {
                    yield return HostFinding(settings, port, host, claim, other);
                }
            }
        }
    }

    /// <summary>One place may meet several others: a Gateway selects several workloads.</summary>
    private static IEnumerable<Diagnostic> FirstOfEach(IEnumerable<Diagnostic> findings) =>
        findings.DistinctBy(finding => finding.Location.Span.Start);

    private static Diagnostic PortFinding(RuleSettings settings, Located<int> port, Claim claim, string how, Claim first, string firstHow) =>
        settings.Finding(
            port.Location,
            $"{claim.Name} opens port {port} {how}, but {first.Name} opens it {firstHow} on the same pods.",
            "Take another port for one of the two.",
            new RelatedLocation(first.Location, first.Name));

    private static string ProtocolOf(Claim claim) => claim.PlainText == PlainText.Http ? "HTTP" : "TCP";

    private static Diagnostic HostFinding(RuleSettings settings, Located<int> port, Located<string> host, Claim claim, Claim other) => claim.IsTls
        ? settings.Finding(
            host.Location,
            $"{claim.Name} has host '{host}' on port {port}, which {other.Name} has on the same pods, so one of the two servers is left out.",
            "Write the host into one Gateway, or select other pods.",
            new RelatedLocation(other.Location, other.Name))
        : settings.FindingAtMost(
            Severity.Info,
            host.Location,
            $"{claim.Name} has host '{host}' on port {port}, which {other.Name} has on the same pods, so the routes of both are merged.",
            "Write the host into one Gateway, unless that is meant.",
            new RelatedLocation(other.Location, other.Name));

    private static bool IsTls(GatewayServer server) => server.Protocol?.Value.ToUpperInvariant() is "HTTPS" or "TLS";

    private static PlainText PlainTextOf(GatewayServer server) => server.Protocol?.Value.ToUpperInvariant() switch
    {
        "TCP" or "MONGO" or "MYSQL" or "REDIS" => PlainText.Tcp,
        _ => PlainText.Http,
    };

    /// <summary>What is rendered: the way in for other clusters, and the way out through an egress gateway.</summary>
    private static IEnumerable<PlannedServer> PlannedIn(ClusterMesh cluster)
    {
        if (cluster.Plan is not { } plan)
        {
            yield break;
        }

        var settings = plan.Settings;
        var location = settings.Origin.Location;
        if (settings.EastWestManaged && !plan.ServerEntries.IsEmpty)
        {
            yield return new PlannedServer(
                settings.EastWestSelector,
                settings.EastWestServicePort,
                [.. plan.ServerEntries.Select(entry => entry.Host.Host)],
                new Claim($"the rendered east-west Gateway of cluster '{plan.Name}'", location, null, IsTls: true, PlainText.Http));
        }

        if (!plan.EgressEntries.IsEmpty)
        {
            yield return new PlannedServer(
                settings.EgressSelector,
                settings.EgressPort,
                [.. plan.EgressEntries.Select(entry => entry.Host.Host)],
                new Claim($"the rendered egress Gateway of cluster '{plan.Name}'", location, null, IsTls: true, PlainText.Http));
        }
    }

    /// <summary>Only servers with HTTP share a port; anything unknown counts as HTTP, as another rule reports it.</summary>
    private enum PlainText
    {
        Http,
        Tcp,
    }

    /// <param name="Gateway">Null for a rendered one.</param>
    private sealed record Claim(string Name, SourceLocation Location, IstioGateway? Gateway, bool IsTls, PlainText PlainText);

    private sealed record PlannedServer(
        ImmutableSortedDictionary<string, string> Selector,
        int Port,
        ImmutableArray<string> Hosts,
        Claim Claim);
}
