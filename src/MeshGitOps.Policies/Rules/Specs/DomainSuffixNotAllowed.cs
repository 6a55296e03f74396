using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;

namespace MeshGitOps.Policies.Rules.Specs;

/// <summary>A domain of a GlobalNamespace, or an alias of a GlobalService, that somebody else answers.</summary>
public sealed class DomainSuffixNotAllowed : Rule
{
    private static readonly RuleParameter<ImmutableArray<string>> Allowed = RuleParameter.Names(
        "allowed",
        "Domains that are fine with everything below them; the longest suffix of a name decides.");

    private static readonly RuleParameter<ImmutableArray<string>> Denied = RuleParameter.Names(
        "denied",
        "Domains that are refused with everything below them, besides the built-in ones.");

    private static readonly ImmutableArray<(string Suffix, string Reason)> BuiltIn =
    [
        ("local", "which multicast DNS answers on the local link (RFC 6762)"),
        ("cluster.local", "which Kubernetes answers for its own Services"),
        ("clusterset.local", "which the Multi-Cluster Services API answers"),
        ("svc", "which the search path of a pod makes a Kubernetes name"),
    ];

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "domain-suffix-not-allowed",
        "domain suffix not allowed",
        Severity.Error,
        """
        The names of a global service must be answered by the mesh and by nobody else.
        Names under 'local' go to multicast DNS on many systems, those under 'cluster.local' and 'svc' to Kubernetes, those under 'clusterset.local' to the Multi-Cluster Services API.
        A single label is completed with the search path of the pod first, so it may end anywhere.
        Where the other one answers first, calls reach another service, or none, and which one depends on the pod.
        Take a domain that you own.
        A suffix that is known to be free in all clusters can be allowed by a policy.
        A domain under the DNS domain of a member cluster is an error that no policy can allow (MGO3019).
        """);

    public override RuleStage Stage => RuleStage.Specs;

    public override string Source => "RFC 6762, the DNS specification of Kubernetes, KEP-1645";

    public override ImmutableArray<RuleParameter> Parameters => [Allowed, Denied];

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var domains = context.Specs.GlobalNamespaces.ToDictionary(
            globalNamespace => globalNamespace.Metadata.Name.Value,
            globalNamespace => globalNamespace.Domain.Value,
            StringComparer.Ordinal);
        var names = context.Specs.GlobalNamespaces
            .Where(globalNamespace => !IsLegacyDomain(globalNamespace))
            .Select(globalNamespace => (Kind: "Domain", Name: globalNamespace.Domain))
            .Concat(
                // Below the domain of its GlobalNamespace an alias is no cause of its own.
                from globalService in context.Specs.GlobalServices
                let domain = domains.GetValueOrDefault(globalService.GlobalNamespace.Value)
                from alias in globalService.Aliases
                where domain is null || !DnsNames.IsWithin(alias.Value, domain)
                select (Kind: "Alias", Name: alias));

        foreach (var (kind, name) in names)
        {
            if (Refusal(name.Value, settings) is { } refusal)
            {
                yield return settings.Finding(
                    name.Location,
                    $"{kind} '{name.Value}' {refusal}.",
                    "Take a domain that you own; if nobody else answers this one, allow it in a policy: "
                    + $"'domain-suffix-not-allowed: {{level: error, allowed: [{name.Value}]}}'.");
            }
        }
    }

    /// <summary>Istio before 1.8.6 and 1.9.5 answered the domain <c>global</c> itself; only Legacy may use it.</summary>
    private static bool IsLegacyDomain(GlobalNamespaceSpec globalNamespace) =>
        globalNamespace is { Domain.Value: "global", Interconnect.Value: InterconnectMode.Legacy };

    private static string? Refusal(string name, RuleSettings settings)
    {
        var denied = LongestSuffix(name, [.. BuiltIn.Select(entry => entry.Suffix), .. settings.ValueOf(Denied)]);
        var allowed = LongestSuffix(name, settings.ValueOf(Allowed));
        if (allowed is not null && allowed.Length >= (denied?.Length ?? 0))
        {
            return null;
        }

        if (denied is null)
        {
            return name.Contains('.', StringComparison.Ordinal)
                ? null
                : "is a single label, which a pod completes with its search path first";
        }

        var reason = BuiltIn.FirstOrDefault(entry => entry.Suffix == denied).Reason ?? "which a policy denies";
        return $"lies under '{denied}', {reason}";
    }

    private static string? LongestSuffix(string name, ImmutableArray<string> suffixes) =>
        suffixes.Where(suffix => DnsNames.IsWithin(name, suffix)).MaxBy(suffix => suffix.Length);
}
