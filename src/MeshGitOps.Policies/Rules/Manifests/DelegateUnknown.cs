using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A route that is handed on to a VirtualService which cannot take it.</summary>
public sealed class DelegateUnknown : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "delegate-unknown",
        "delegate unknown",
        Severity.Error,
        """
        A route of a VirtualService is delegated to another one that is not there, has hosts of its own, delegates itself, or is not exported to the first.
        Istio then leaves the route out without a word: its requests take a later route or get a 404.
        A VirtualService that routes are delegated to has neither hosts nor gateways, and its 'exportTo' names the namespace of the first.
        Nothing is reported for a namespace of which the manifests hold no VirtualService.
        Write the name and namespace of such a VirtualService.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "mergeVirtualServicesIfNeeded in Istio's pilot/pkg/model/virtualservice.go";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: root, namespace: edge}
        spec:
          hosts: [shop.example.com]
          gateways: [public]
          http:
          - match: [{uri: {prefix: /cart}}]
            delegate: {[|name|]: cart, namespace: shop}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: cart, namespace: shop}
        spec:
          hosts: [cart]
          http: [{route: [{destination: {host: cart}}]}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: root, namespace: edge}
        spec:
          hosts: [shop.example.com]
          gateways: [public]
          http:
          - match: [{uri: {prefix: /cart}}]
            delegate: {name: cart, namespace: shop}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: cart, namespace: shop}
        spec:
          http: [{route: [{destination: {host: cart}}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var mesh in context.Clusters)
        {
            var namespaces = mesh.VirtualServices.Select(item => item.Object.Key.Namespace).ToHashSet(StringComparer.Ordinal);
            foreach (var (item, written, key) in AllIn(mesh))
            {
                var found = mesh.Routing.VirtualService(key);
                if ((found is not null || namespaces.Contains(key.Namespace)) && ProblemOf(item, found) is { } problem)
                {
                    yield return settings.Finding(
                        written.KeyLocation("name"),
                        $"{item.Object} delegates to VirtualService '{key}', which {problem}.",
                        "Delegate to a VirtualService without hosts and gateways that is exported to this namespace.",
                        found is null ? [] : [new RelatedLocation(found.Object.Location, "it is here")]);
                }
            }
        }
    }

    /// <summary>Every delegation of a cluster with the VirtualService that it names.</summary>
    internal static IEnumerable<(VirtualService Item, YamlMapping Written, ServiceKey Key)> AllIn(ClusterMesh mesh) =>
        from item in mesh.VirtualServices
        from route in item.Routes
        let written = route.Node.Mapping("delegate")
        where written is not null
        let name = written.Text("name")
        where name is { Value.Length: > 0 }
        let @namespace = written.Text("namespace") is { Value.Length: > 0 } other ? other.Value : item.Object.Key.Namespace
        select (item, written, new ServiceKey(@namespace, name.Value));

    private static string? ProblemOf(VirtualService item, VirtualService? found)
    {
        if (found is null)
        {
            return "the manifests do not have";
        }

        if (!found.Hosts.IsEmpty)
        {
            return "has hosts of its own";
        }

        if (found.Routes.Any(route => route.Node.Mapping("delegate") is not null))
        {
            return "delegates itself";
        }

        var visibility = MeshHosts.Visibility(found.ExportTo, found.Object.Key.Namespace);
        return visibility.Contains("*", StringComparer.Ordinal) || visibility.Contains(item.Object.Key.Namespace, StringComparer.Ordinal)
            ? null
            : $"is not exported to namespace '{item.Object.Key.Namespace}'";
    }
}
