using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A port of a Service from whose name or appProtocol Istio cannot tell the protocol.</summary>
public sealed class PortNameWithoutProtocol : Rule
{
    private static readonly RuleParameter<ImmutableArray<string>> IgnoredNamespaces = RuleParameter.Names(
        "ignoredNamespaces",
        "Patterns of namespaces whose Services are not checked unless they are exported.");

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "port-name-without-protocol",
        "port name without protocol",
        Severity.Error,
        """
        Istio takes the protocol of a port from 'appProtocol', or from the text of its name before the first '-'.
        Where neither says one, the sidecar of each cluster guesses it from the first bytes of every connection.
        Guessing fails for servers that speak first, and HTTP routes, retries and policies do not apply to what was guessed as TCP.
        A port that is exported must say it: its protocol is written into the ServiceEntry of every cluster.
        For a port that is not exported the finding is a warning at most.
        Name the port 'http-catalog', 'grpc' or 'tcp-db', set 'appProtocol', or say the protocol in a GlobalService.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "Istio's pkg/config/kube/conversion.go and istioctl's IST0118";

    public override ImmutableArray<string> Aliases => ["IST0118"];

    public override ImmutableArray<RuleParameter> Parameters => [IgnoredNamespaces];

    public override string? Fix =>
        "Where a GlobalService says the protocol, a single port without a name is named after it, and any other one gets its 'appProtocol'.";

    public override bool AffectsOutput => true;

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec:
          ports:
          - {name: [|web|], port: 8080}
        """,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec:
          ports:
          - {name: http-web, port: 8080}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var ignored = settings.ValueOf(IgnoredNamespaces);
        foreach (var use in ServicePortUse.AllOf(context))
        {
            if (PortProtocol.Of(use.Port).Source != PortProtocolSource.None)
            {
                continue;
            }

            if (use is { Host: { } host, Declaration: null })
            {
                yield return settings.Finding(
                    use.Port.Location,
                    $"{Subject(use)} says no protocol, but is exported as '{host.Host}'.",
                    Help(use),
                    new RelatedLocation(host.Origin.Location, $"{host.Origin} exports it"));
            }
            else if (!ignored.Any(pattern => NamePattern.Matches(pattern, use.Service.Key.Namespace)))
            {
                yield return settings.FindingAtMost(
                    Severity.Warning,
                    use.Port.Location,
                    $"{Subject(use)} says no protocol, so the sidecars guess it.",
                    Help(use)) with
                {
                    Fix = use.Declaration?.Protocol is { } declared && PortProtocol.Parse(declared.Value) is { } protocol
                        ? PortFixes.SayProtocol(use, protocol, protocol.ToIstio().ToLowerInvariant())
                        : null,
                };
            }
        }
    }

    private static string Subject(ServicePortUse use) => use.Port switch
    {
        { AppProtocol: { } appProtocol } => $"appProtocol '{appProtocol}' of port {use.Port.Number} of Service '{use.Service.Key}'",
        { Name: { } name } => $"Port '{name}' ({use.Port.Number}) of Service '{use.Service.Key}'",
        _ => $"Port {use.Port.Number} of Service '{use.Service.Key}'",
    };

    private static string Help(ServicePortUse use) =>
        $"If it speaks HTTP, name it '{HttpName(use.Port)}' or set 'appProtocol: http'; "
        + "other protocols are grpc, http2, https, tls, tcp, mongo, mysql and redis.";

    /// <summary>A port name has at most 15 characters in a Pod, so a long one is not made longer.</summary>
    private static string HttpName(KubernetesServicePort port) =>
        port.Name is { Length: <= 10 } name ? $"http-{name}" : "http";
}
