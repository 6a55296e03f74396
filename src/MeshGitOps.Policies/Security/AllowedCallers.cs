using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Security;

/// <summary>
/// Whom the ALLOW policies of a workload let in at a port. What a rule asks besides identity, namespace and port is taken to be fulfilled,
/// so that whoever is not allowed here is not allowed at all.
/// </summary>
internal sealed class AllowedCallers
{
    /// <summary>More policies of one workload are not looked at; nobody is said to be refused then.</summary>
    private const int MaxPolicies = 200;

    private readonly HashSet<string> _principals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _namespaces = new(StringComparer.Ordinal);
    private readonly HashSet<string> _patterns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _namespacePatterns = new(StringComparer.Ordinal);
    private readonly HashSet<ServiceKey> _accounts = [];
    private readonly ClusterMesh _cluster;

    public AllowedCallers(ClusterMesh cluster, KubernetesWorkload server, int containerPort)
    {
        _cluster = cluster;
        var policies = cluster.Authorizations.For(server).Take(MaxPolicies).ToList();
        var allows = policies.Where(policy => policy.Action == AuthorizationAction.Allow).ToList();
        Policy = allows.Find(policy => !policy.Rules.IsEmpty) ?? allows.FirstOrDefault();
        AllowStrangers = Policy is null || policies.Count == MaxPolicies;
        foreach (var policy in allows)
        {
            foreach (var rule in policy.Rules)
            {
                if (IsFor(rule, containerPort))
                {
                    AllowStrangers |= rule.Sources.IsEmpty;
                    foreach (var source in rule.Sources)
                    {
                        AllowStrangers |= Add(source, policy.Object.Key.Namespace);
                    }
                }
            }
        }
    }

    /// <summary>The first policy that limits the callers, one with rules before one without; null where there is none.</summary>
    public AuthorizationPolicy? Policy { get; }

    /// <summary>Whether some rule says nothing about the identity, so that also callers without one may be let in.</summary>
    public bool AllowStrangers { get; }

    public bool Allow(Principal caller)
    {
        if (AllowStrangers
            || _namespaces.Contains(caller.Namespace)
            || _namespacePatterns.Any(pattern => Matches(pattern, caller.Namespace))
            || _accounts.Contains(new ServiceKey(caller.Namespace, caller.ServiceAccount)))
        {
            return true;
        }

        return NamesOf(caller).Any(name => _principals.Contains(name) || _patterns.Any(pattern => Matches(pattern, name)));
    }

    /// <summary>Istio takes the trust domain of the cluster, its aliases and <c>cluster.local</c> for each other.</summary>
    private IEnumerable<string> NamesOf(Principal caller)
    {
        string[] own = [_cluster.TrustDomain, "cluster.local", .. _cluster.MeshConfig.TrustDomainAliases];
        yield return caller.ToString();
        foreach (var domain in own.Contains(caller.TrustDomain, StringComparer.Ordinal) ? own : [])
        {
            yield return (caller with { TrustDomain = domain }).ToString();
        }
    }

    private static bool IsFor(AuthorizationRule rule, int port) =>
        rule.Operations.IsEmpty || rule.Operations.Any(operation => operation.Ports.IsEmpty || operation.Ports.Any(written => written.Value == $"{port}"));

    /// <summary>Whether the source says nothing about the identity, and so may be anybody.</summary>
    private bool Add(AuthorizationSource source, string ownNamespace)
    {
        if (source.Principals.IsEmpty && source.Namespaces.IsEmpty && source.ServiceAccounts.IsEmpty)
        {
            return true;
        }

        Add(source.Principals, _principals, _patterns);
        Add(source.Namespaces, _namespaces, _namespacePatterns);
        foreach (var account in source.ServiceAccounts)
        {
            var slash = account.Value.IndexOf('/', StringComparison.Ordinal);
            _accounts.Add(slash < 0 ? new ServiceKey(ownNamespace, account.Value) : new ServiceKey(account.Value[..slash], account.Value[(slash + 1)..]));
        }

        return false;
    }

    private static void Add(IEnumerable<Located<string>> written, HashSet<string> exact, HashSet<string> patterns)
    {
        foreach (var item in written)
        {
            (item.Value.Contains('*', StringComparison.Ordinal) ? patterns : exact).Add(item.Value);
        }
    }

    /// <summary>Istio's patterns: everything, a prefix or a suffix; another <c>*</c> stands for itself.</summary>
    private static bool Matches(string pattern, string value) =>
        pattern == "*"
        || (pattern.StartsWith('*') && value.EndsWith(pattern[1..], StringComparison.Ordinal))
        || (pattern.EndsWith('*') && value.StartsWith(pattern[..^1], StringComparison.Ordinal));
}
