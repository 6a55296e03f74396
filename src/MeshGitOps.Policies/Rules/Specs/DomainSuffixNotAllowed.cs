using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Text;

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

    private static readonly ImmutableArray<Denial> BuiltIn =
    [
        new("local", "which multicast DNS answers on the local link (RFC 6762)"),
        new("cluster.local", "which Kubernetes answers for its own Services"),
        new("clusterset.local", "which the Multi-Cluster Services API answers"),
        new("svc", "which the search path of a pod makes a Kubernetes name"),
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

    public override RuleExample Example { get; } = new(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: [|demo.local|]
          members: [{clusters: {names: [east]}, namespaces: [demo]}]
        """,
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          members: [{clusters: {names: [east]}, namespaces: [demo]}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var ownDomains = context.Plan.Clusters.ToDictionary(
            cluster => cluster.Name,
            cluster => cluster.Settings.ClusterDomain,
            StringComparer.Ordinal);
        var denials = BuiltIn
            .Concat(context.Plan.Clusters.Select(cluster =>
                new Denial(cluster.Settings.ClusterDomain, $"which cluster '{cluster.Name}' answers itself")))
            .Concat(settings.ValueOf(Denied).Select(suffix => new Denial(suffix, "which a policy denies")))
            .DistinctBy(denial => denial.Suffix)
            .ToDictionary(denial => denial.Suffix, StringComparer.Ordinal);
        var allowed = settings.ValueOf(Allowed).ToHashSet(StringComparer.Ordinal);

        var names = context.Specs.GlobalNamespaces
            .Where(globalNamespace => !IsLegacyDomain(globalNamespace) && !OverlapsMember(globalNamespace, context, ownDomains))
            .Select(globalNamespace => (Kind: "Domain", Name: globalNamespace.Domain))
            .Concat(AliasesIn(context).Select(alias => (Kind: "Alias", Name: alias)));
        foreach (var (kind, name) in names)
        {
            if (Refusal(name.Value, denials, allowed) is { } refusal)
            {
                yield return settings.Finding(
                    name.Location,
                    $"{kind} '{name.Value}' {refusal}.",
                    "Take a domain that you own; if nobody else answers this one, allow it in a policy: "
                    + $"'domain-suffix-not-allowed: {{level: error, allowed: [{name.Value}]}}'.");
            }
        }
    }

    /// <summary>Below the domain of its GlobalNamespace an alias is no cause of its own.</summary>
    private static IEnumerable<Located<string>> AliasesIn(RuleContext context)
    {
        var domains = context.Specs.GlobalNamespaces.ToLookup(
            globalNamespace => globalNamespace.Metadata.Name.Value,
            globalNamespace => globalNamespace.Domain.Value,
            StringComparer.Ordinal);
        return from globalService in context.Specs.GlobalServices
               from alias in globalService.Aliases
               where !domains[globalService.GlobalNamespace.Value].Any(domain => DnsNames.IsWithin(alias.Value, domain))
               select alias;
    }

    /// <summary>Istio before 1.8.6 and 1.9.5 answered the domain <c>global</c> itself; only Legacy may use it.</summary>
    private static bool IsLegacyDomain(GlobalNamespaceSpec globalNamespace) =>
        globalNamespace is { Domain.Value: "global", Interconnect.Value: InterconnectMode.Legacy };

    /// <summary>The planner reports a domain over or under the DNS domain of a member (MGO3019).</summary>
    private static bool OverlapsMember(
        GlobalNamespaceSpec globalNamespace,
        RuleContext context,
        Dictionary<string, string> ownDomains) =>
        MemberNamespaces.ClustersOf(globalNamespace, context.Specs)
            .Select(cluster => ownDomains.GetValueOrDefault(cluster.Metadata.Name.Value))
            .Any(own => own is not null
                && (DnsNames.IsWithin(globalNamespace.Domain.Value, own) || DnsNames.IsWithin(own, globalNamespace.Domain.Value)));

    private static string? Refusal(string name, Dictionary<string, Denial> denials, HashSet<string> allowed)
    {
        // The longest suffix that anything is said about decides; what is both allowed and denied is allowed.
        foreach (var suffix in DomainSuffixes.Of(name))
        {
            if (allowed.Contains(suffix))
            {
                return null;
            }

            if (denials.TryGetValue(suffix, out var denial))
            {
                return $"lies under '{suffix}', {denial.Reason}";
            }
        }

        return name.Contains('.', StringComparison.Ordinal)
            ? null
            : "is a single label, which a pod completes with its search path first";
    }

    /// <param name="Reason">The end of the sentence that names the suffix.</param>
    private sealed record Denial(string Suffix, string Reason);
}
