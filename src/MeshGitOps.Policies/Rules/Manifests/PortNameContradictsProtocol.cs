using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A port whose name says another protocol than its appProtocol, or than the GlobalService that exports it.</summary>
public sealed class PortNameContradictsProtocol : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "port-name-contradicts-protocol",
        "port name contradicts protocol",
        Severity.Warning,
        """
        Istio takes 'appProtocol' before the name of a port, while older tools, dashboards and people read the name.
        Where a GlobalService declares a third thing, the sidecars of other clusters speak that protocol to a server whose own sidecar expects the one of the name.
        HTTP routes, retries and policies then hold in one cluster and not in the other; a contradiction with a GlobalService is therefore an error.
        Make the name, 'appProtocol' and the GlobalService say one protocol.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istio-ecosystem/admiral#150 and Istio's page on protocol selection";

    public override bool AffectsOutput => true;

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec:
          ports:
          - {name: [|http-catalog|], port: 8080, appProtocol: tcp}
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec:
          ports:
          - {name: http-catalog, port: 8080, appProtocol: http}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var use in ServicePortUse.AllOf(context))
        {
            if (PortProtocol.Parse(use.Port.Name ?? "") is not { } named)
            {
                continue;
            }

            var effective = PortProtocol.Of(use.Port).Protocol ?? named;
            if (use.Declaration is { Protocol: { } declared } && PortProtocol.Parse(declared.Value) is { } exported && FamilyOf(exported) != FamilyOf(effective))
            {
                yield return settings.Finding(
                    declared.Location,
                    $"The GlobalService says that port {use.Port.Number} speaks {declared.Value}, but Service '{use.Service.Key}' names it '{use.Port.Name}'.",
                    "Say the protocol that the server speaks in both places.",
                    new RelatedLocation(use.Port.Location, "the port of the Service"));
            }
            else if (FamilyOf(effective) != FamilyOf(named))
            {
                yield return settings.FindingAtMost(
                    Severity.Warning,
                    use.Port.Location,
                    $"Port '{use.Port.Name}' of Service '{use.Service.Key}' has the appProtocol '{use.Port.AppProtocol}', which its name contradicts.",
                    "Istio takes 'appProtocol'; rename the port or correct it.");
            }
        }
    }

    /// <summary>Protocols that proxies treat alike: HTTP of any version, TLS, plain TCP with what speaks over it.</summary>
    private static MeshProtocol FamilyOf(MeshProtocol protocol) => protocol switch
    {
        MeshProtocol.Http or MeshProtocol.Http2 or MeshProtocol.Grpc or MeshProtocol.GrpcWeb => MeshProtocol.Http,
        MeshProtocol.Https or MeshProtocol.Tls => MeshProtocol.Tls,
        _ => MeshProtocol.Tcp,
    };
}
