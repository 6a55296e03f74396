using System.Net;
using System.Net.Sockets;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Policies.Rules.Specs;

/// <summary>A gateway address that only its own network routes, offered to clusters of other networks.</summary>
public sealed class GatewayAddressPrivate : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "gateway-address-private",
        "gateway address private",
        Severity.Info,
        """
        Clients of other clusters dial the address of the east-west gateway.
        A private address is routed only inside its own network; from elsewhere it leads nowhere, or to somebody else's machine with the same address.
        It is right where networks are peered or joined by a VPN: say so with 'reachableFrom', which names the clusters or networks that reach it.
        """);

    public override RuleStage Stage => RuleStage.Specs;

    public override string Source => "RFC 1918, RFC 4193, RFC 6598";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          rootCertificate: corporate
          eastWestGateway: {addresses: [{address: [|10.1.2.3|]}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/east}]
        """,
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          rootCertificate: corporate
          eastWestGateway: {addresses: [{address: 10.1.2.3, reachableFrom: [west]}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/east}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var networks = context.Specs.GlobalNamespaces
            .Select(globalNamespace => MemberNamespaces.ClustersOf(globalNamespace, context.Specs))
            .ToList();
        foreach (var cluster in context.Specs.Clusters)
        {
            var meetsOthers = networks.Exists(members => members.Contains(cluster) && members.Any(other => NetworkOf(other) != NetworkOf(cluster)));
            if (!meetsOthers)
            {
                continue;
            }

            foreach (var address in cluster.EastWestGateway?.Addresses ?? [])
            {
                if (address.ReachableFrom.IsEmpty && IpLiterals.TryParse(address.Address.Value) is { } parsed && IsPrivate(parsed))
                {
                    yield return settings.Finding(
                        address.Address.Location,
                        $"The gateway of cluster '{cluster.Metadata.Name}' has the private address '{address.Address}', which clusters of other networks may not reach.",
                        "Write the public address, or 'reachableFrom' with the clusters or networks that reach it.");
                }
            }
        }
    }

    private static string NetworkOf(ClusterSpec cluster) => cluster.Network?.Value ?? cluster.Metadata.Name.Value;

    private static bool IsPrivate(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? (bytes[0] & 0xFE) == 0xFC
            : bytes[0] == 10
                || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31)
                || (bytes[0] == 192 && bytes[1] == 168)
                || (bytes[0] == 100 && bytes[1] is >= 64 and <= 127);
    }
}
