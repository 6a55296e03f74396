using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A host of a VirtualService that another host of the same list covers.</summary>
public sealed class HostRepeatedInVirtualService : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "host-repeated-in-virtual-service",
        "host repeated in virtual service",
        Severity.Error,
        """
        A VirtualService names a host twice, or a host beside a wildcard that covers it.
        Istio's webhook refuses the object, so a change of its routes never arrives in the cluster.
        Leave out the host that is covered already.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the check for duplicate hosts of ValidateVirtualService in Istio's pkg/config/validation";

    public override ImmutableArray<string> Aliases => ["IST0106"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web, namespace: shop}
        spec:
          hosts: ["*.example.com", [|shop.example.com|]]
          http: [{route: [{destination: {host: web}}]}]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: web, namespace: shop}
        spec:
          hosts: ["*.example.com"]
          http: [{route: [{destination: {host: web}}]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        from mesh in context.Clusters
        from item in mesh.VirtualServices
        from finding in CheckHosts(item, settings)
        select finding;

    private static IEnumerable<Diagnostic> CheckHosts(VirtualService item, RuleSettings settings)
    {
        var first = new Dictionary<string, Located<string>>(StringComparer.Ordinal);
        foreach (var host in item.Hosts)
        {
            first.TryAdd(host.Value, host);
        }

        foreach (var host in item.Hosts)
        {
            if (!ReferenceEquals(first[host.Value], host))
            {
                yield return Finding(settings, item, host, first[host.Value], "twice");
            }
            else if (WildcardsAround(host.Value).Select(first.GetValueOrDefault).FirstOrDefault(known => known is not null) is { } wildcard)
            {
                yield return Finding(settings, item, host, wildcard, $"beside '{wildcard.Value}', which covers it");
            }
        }
    }

    private static IEnumerable<string> WildcardsAround(string host)
    {
        var name = host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;
        return host == "*" ? [] : DomainSuffixes.Of(name).Skip(1).Select(suffix => $"*.{suffix}").Append("*");
    }

    private static Diagnostic Finding(RuleSettings settings, VirtualService item, Located<string> host, Located<string> other, string how) => settings.Finding(
        host.Location,
        $"{item.Object} names host '{host.Value}' {how}.",
        "Leave it out.",
        new RelatedLocation(other.Location, "this one covers it"));
}
