using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A VirtualService without hosts that no other one delegates to.</summary>
public sealed class DelegateNotUsed : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "delegate-not-used",
        "delegate not used",
        Severity.Info,
        """
        A VirtualService without hosts gets only the routes that another one delegates to it.
        None in the manifests of the cluster does, so its routes are used by nobody, unless the other one lies in another repository.
        Often 'hosts' was forgotten, or the delegation was renamed.
        Add the hosts, delegate to it, or take it out.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "mergeVirtualServicesIfNeeded in Istio's pilot/pkg/model/virtualservice.go";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: [|cart|], namespace: shop}
        spec:
          http: [{route: [{destination: {host: cart}}]}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: cart, namespace: shop}
        spec:
          hosts: [cart]
          http: [{route: [{destination: {host: cart}}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var mesh in context.Clusters)
        {
            var used = DelegateUnknown.AllIn(mesh).Select(entry => entry.Key).ToHashSet();
            foreach (var item in mesh.VirtualServices)
            {
                if (item.Object.Spec is { } spec && spec["hosts"] is null && !item.Routes.IsEmpty && !used.Contains(item.Object.Key))
                {
                    yield return settings.Finding(
                        item.Object.Location,
                        $"{item.Object} has no hosts, and no other VirtualService delegates to it.",
                        "Add the hosts, delegate to it, or take it out.");
                }
            }
        }
    }
}
