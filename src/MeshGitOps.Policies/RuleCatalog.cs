using System.Collections.Immutable;
using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Policies.Rules.Plans;
using MeshGitOps.Policies.Rules.Specs;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies;

/// <summary>The list of all rules, sorted by id. A new rule is one file and one line here.</summary>
public static class RuleCatalog
{
    public static readonly ImmutableArray<Rule> Rules =
    [
        new ClusterBelowCapacity(),
        new DnsCaptureNotDeclared(),
        new DomainSuffixNotAllowed(),
        new HostInEnvironmentUnknown(),
        new MtlsNotStrict(),
        new PortNameWithoutProtocol(),
        new RootCertificateNotDeclared(),
        new ServerFirstPortWithoutProtocol(),
        new SystemNamespaceInMesh(),
    ];

    /// <summary>The rule with this id or alias, or null.</summary>
    public static Rule? Find(string idOrAlias)
    {
        foreach (var rule in Rules)
        {
            if (rule.Id == idOrAlias || rule.Aliases.Contains(idOrAlias, StringComparer.Ordinal))
            {
                return rule;
            }
        }

        return null;
    }

    /// <summary>Whether <c>render</c> and <c>publish</c> stop for this finding; every error that is not a rule's does.</summary>
    public static bool StopsOutput(Diagnostic diagnostic) =>
        diagnostic.Severity == Severity.Error && Find(diagnostic.Id) is not { AffectsOutput: false };
}
