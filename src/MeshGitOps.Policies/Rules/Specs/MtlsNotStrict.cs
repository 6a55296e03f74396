using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;

namespace MeshGitOps.Policies.Rules.Specs;

/// <summary>A Mesh, GlobalNamespace or port that accepts plaintext.</summary>
public sealed class MtlsNotStrict : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "mtls-not-strict",
        "mTLS not strict",
        Severity.Warning,
        """
        In mode PERMISSIVE a sidecar takes plaintext beside mutual TLS, so any pod of the cluster can call the service without an identity, and authorization by identity does not hold.
        It is meant for the weeks in which workloads get their sidecars.
        Set mode STRICT, and 'rollout: Strict' once every client has a sidecar.
        An exception for a single port is reported as info.
        Mode DISABLE of a GlobalNamespace or of an exported port is reported by the planner (MGO3029, MGO3042), as no call between clusters can work with it.
        """);

    public override RuleStage Stage => RuleStage.Specs;

    public override string Source => "Istio's mutual TLS migration guide and PeerAuthentication reference";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          members: [{clusters: {names: [east]}, namespaces: [demo]}]
          mtls: {mode: [|PERMISSIVE|]}
        """,
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          members: [{clusters: {names: [east]}, namespaces: [demo]}]
          mtls: {mode: STRICT}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        [.. OfMesh(context, settings), .. OfGlobalNamespaces(context, settings), .. OfPorts(context, settings)];

    private static IEnumerable<Diagnostic> OfMesh(RuleContext context, RuleSettings settings)
    {
        if (context.Specs.Mesh is not { MtlsMode: { Value: not MtlsMode.Strict } mode } mesh)
        {
            yield break;
        }

        var heirs = context.Specs.GlobalNamespaces.Where(globalNamespace => globalNamespace.MtlsMode is null).ToList();
        if (mode.Value == MtlsMode.Disable && heirs.Count > 0)
        {
            yield break;
        }

        yield return settings.Finding(
            mode.Location,
            $"Mesh '{mesh.Metadata.Name}' sets mTLS mode {Spelled(mode.Value)}, so its services accept plaintext.",
            "Set mode STRICT; a GlobalNamespace whose workloads get their sidecars only now takes 'rollout: Permissive'.",
            [
                .. heirs.Select(heir => new RelatedLocation(
                    heir.Metadata.Name.Location,
                    $"GlobalNamespace '{heir.Metadata.Name}' inherits it")),
            ]);
    }

    private static IEnumerable<Diagnostic> OfGlobalNamespaces(RuleContext context, RuleSettings settings)
    {
        foreach (var globalNamespace in context.Specs.GlobalNamespaces)
        {
            if (globalNamespace.MtlsMode is { Value: MtlsMode.Permissive } mode)
            {
                yield return settings.Finding(
                    mode.Location,
                    $"GlobalNamespace '{globalNamespace.Metadata.Name}' sets mTLS mode PERMISSIVE, so its services accept plaintext.",
                    "Set mode STRICT; for the weeks in which workloads get their sidecars there is 'rollout: Permissive'.");
            }

            if (globalNamespace.MtlsRollout is { Value: MtlsRollout.Permissive } rollout)
            {
                yield return settings.Finding(
                    rollout.Location,
                    $"GlobalNamespace '{globalNamespace.Metadata.Name}' is rolled out as PERMISSIVE, so its services accept plaintext.",
                    "Set 'rollout: Strict' once every client has a sidecar.");
            }
        }
    }

    private static IEnumerable<Diagnostic> OfPorts(RuleContext context, RuleSettings settings) =>
        from globalService in context.Specs.GlobalServices
        from port in globalService.PortLevelMtls
        where port.Mode.Value == MtlsMode.Permissive
        select settings.FindingAtMost(
            Severity.Info,
            port.Mode.Location,
            $"Port {port.Port} of GlobalService '{globalService.Metadata.Name}' accepts plaintext (PERMISSIVE).",
            "Take the exception out once every client has a sidecar.");

    private static string Spelled(MtlsMode mode) => mode.ToString().ToUpperInvariant();
}
