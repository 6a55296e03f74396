using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Specs;

/// <summary>A GlobalNamespace whose domain lies below that of another one.</summary>
public sealed class DomainInsideAnother : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "domain-inside-another",
        "domain inside another",
        Severity.Warning,
        """
        A name below both domains can belong to either GlobalNamespace, and only the longer suffix of a DNS zone is asked.
        Where the outer zone is closed, or the inner one is known in fewer clusters, the same name resolves in one cluster and not in the next.
        Give each GlobalNamespace a domain beside the others, such as 'acme.example.com' and 'shop.example.com'.
        """);

    public override RuleStage Stage => RuleStage.Specs;

    public override string Source => "the zones of DNS (RFC 1034, section 4.2)";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: acme}
        spec:
          domain: acme.example.com
          members: [{clusters: {names: [east]}, namespaces: [demo]}]
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: shop}
        spec:
          domain: [|shop.acme.example.com|]
          members: [{clusters: {names: [east]}, namespaces: [shop]}]
        """,
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: acme}
        spec:
          domain: acme.example.com
          members: [{clusters: {names: [east]}, namespaces: [demo]}]
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: shop}
        spec:
          domain: shop.example.com
          members: [{clusters: {names: [east]}, namespaces: [shop]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var byDomain = context.Specs.GlobalNamespaces.ToLookup(globalNamespace => globalNamespace.Domain.Value, StringComparer.Ordinal);
        foreach (var inner in context.Specs.GlobalNamespaces)
        {
            var outer = DomainSuffixes.Of(inner.Domain.Value).Skip(1).SelectMany(suffix => byDomain[suffix]).FirstOrDefault();
            if (outer is not null)
            {
                yield return settings.Finding(
                    inner.Domain.Location,
                    $"Domain '{inner.Domain}' lies inside the domain of GlobalNamespace '{outer.Metadata.Name}'.",
                    "Take a domain beside it.",
                    new RelatedLocation(outer.Domain.Location, $"the domain of GlobalNamespace '{outer.Metadata.Name}'"));
            }
        }
    }
}
