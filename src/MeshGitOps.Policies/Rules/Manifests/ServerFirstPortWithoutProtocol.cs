using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A port such as 27017 whose protocol Istio only assumes because of its number.</summary>
public sealed class ServerFirstPortWithoutProtocol : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "server-first-port-without-protocol",
        "server-first port without protocol",
        Severity.Warning,
        """
        On ports 25, 53, 3306 and 27017 the server usually speaks first, so Istio takes an unnamed one for plain TCP without a word.
        That is right for mail, DNS, MySQL and MongoDB, and wrong for anything else that listens there: HTTP policies silently do not apply.
        As soon as the number changes, the assumption is gone and the sidecars guess, which hangs every connection to such a server until it times out.
        Name the port 'tcp-mongo', 'mysql' or 'tcp', set 'appProtocol', or say the protocol in a GlobalService.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the well-known ports of Istio's pkg/config/kube/conversion.go";

    public override string? Fix =>
        "What Istio assumes is written down: a single port without a name is named, and any other one gets 'appProtocol: tcp'.";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: mongo, namespace: shop}
        spec:
          ports:
          - {name: [|db|], port: 27017}
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: mongo, namespace: shop}
        spec:
          ports:
          - {name: tcp-db, port: 27017}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var use in ServicePortUse.AllOf(context))
        {
            if (use.Declaration is null && PortProtocol.Of(use.Port).Source == PortProtocolSource.WellKnownPort)
            {
                yield return settings.Finding(
                    use.Port.Location,
                    $"Port {use.Port.Number} of Service '{use.Service.Key}' says no protocol; Istio assumes TCP from its number.",
                    $"Name it '{NameFor(use.Port.Number)}', or set 'appProtocol: tcp'.") with
                {
                    Fix = PortFixes.SayProtocol(use, MeshProtocol.Tcp, NameFor(use.Port.Number)),
                };
            }
        }
    }

    private static string NameFor(int port) => port switch
    {
        25 => "tcp-smtp",
        53 => "tcp-dns",
        3306 => "tcp-mysql",
        27017 => "tcp-mongo",
        _ => "tcp",
    };
}
