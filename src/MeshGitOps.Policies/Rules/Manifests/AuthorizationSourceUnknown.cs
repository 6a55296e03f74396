using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Security;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An AuthorizationPolicy that names a caller that does not exist.</summary>
public sealed class AuthorizationSourceUnknown : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "authorization-source-unknown",
        "authorization source unknown",
        Severity.Error,
        """
        A principal or namespace in an AuthorizationPolicy that no workload has never matches: an ALLOW refuses the caller that it was written for, a DENY lets in the one that it was to keep out.
        Istio compares principals without 'spiffe://', as 'trust-domain/ns/namespace/sa/account', so one with the scheme never matches either.
        A service account is looked for where the manifests of some cluster hold workloads of its namespace; one that resembles none of them is a warning.
        A namespace that no manifest shows is reported, as a warning, only if it resembles one that does: it may be deployed from elsewhere.
        Write the name of a service account and namespace that exist.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0101 for AuthorizationPolicies, Istio's pilot/pkg/security/authz and spiffe packages";

    public override ImmutableArray<string> Aliases => ["IST0101"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: catalog, namespace: shop}
        spec:
          rules:
          - from: [{source: {principals: [[|cluster.local/ns/shop/sa/frontent|]]}}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: frontend, namespace: shop}
        spec:
          template:
            metadata: {labels: {app: frontend}}
            spec: {serviceAccountName: frontend}
        """,
        """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: catalog, namespace: shop}
        spec:
          rules:
          - from: [{source: {principals: [cluster.local/ns/shop/sa/frontend]}}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: frontend, namespace: shop}
        spec:
          template:
            metadata: {labels: {app: frontend}}
            spec: {serviceAccountName: frontend}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var known = new KnownIdentities(context);
        var findings =
            from cluster in context.Clusters
            from policy in cluster.Authorizations.All
            from rule in policy.Rules
            from source in rule.Sources
            from finding in Check(source, policy, known, settings)
            select finding;
        return findings.OncePerPlace();
    }

    private static IEnumerable<Diagnostic> Check(AuthorizationSource source, AuthorizationPolicy policy, KnownIdentities known, RuleSettings settings)
    {
        var subject = policy.Object.ToString();
        var ofPrincipals = source.Principals.Concat(source.NotPrincipals).Select(principal => CheckPrincipal(principal, subject, known, settings));
        var ofNamespaces = source.Namespaces.Concat(source.NotNamespaces).Select(item => CheckNamespace(item, item.Value, subject, known, settings));
        var ofAccounts = source.ServiceAccounts.Select(account => account.Value.Split('/') switch
        {
            [var name] => CheckAccount(account, policy.Object.Key.Namespace, name, subject, known, settings),
            [var @namespace, var name] => CheckAccount(account, @namespace, name, subject, known, settings),
            _ => null,
        });
        return ofPrincipals.Concat(ofNamespaces).Concat(ofAccounts).OfType<Diagnostic>();
    }

    private static Diagnostic? CheckPrincipal(Located<string> written, string subject, KnownIdentities known, RuleSettings settings)
    {
        if (written.Value.StartsWith(Principal.Scheme, StringComparison.Ordinal))
        {
            var without = written.Value[Principal.Scheme.Length..];
            return settings.Finding(
                written.Location,
                $"Principal '{written.Value}' of {subject} never matches, as Istio compares without '{Principal.Scheme}'.",
                $"Write '{without}'.") with
            {
                Fix = SuggestedFix.Unsafe($"Take '{Principal.Scheme}' away.", YamlEdits.Replace(written.Location, without)),
            };
        }

        return Principal.TryParse(written.Value, out var principal)
            ? CheckAccount(written, principal.Value.Namespace, principal.Value.ServiceAccount, subject, known, settings)
            : written.Value.Contains('*', StringComparison.Ordinal) || written.Value.Length == 0
            ? null
            : settings.FindingAtMost(
                Severity.Warning,
                written.Location,
                $"Principal '{written.Value}' of {subject} is not of the form 'trust-domain/ns/namespace/sa/account' that identities of a mesh have.",
                "Write the trust domain, namespace and service account of the caller.");
    }

    private static Diagnostic? CheckNamespace(Located<string> written, string name, string subject, KnownIdentities known, RuleSettings settings) =>
        name.Contains('*', StringComparison.Ordinal) || known.HasNamespace(name) || Suggestion.Closest(name, known.Namespaces) is not { } near
            ? null
            : settings.FindingAtMost(
                Severity.Warning,
                written.Location,
                $"{subject} names namespace '{name}', which no manifest shows.",
                $"Did you mean '{near}'?");

    private static Diagnostic? CheckAccount(Located<string> written, string @namespace, string name, string subject, KnownIdentities known, RuleSettings settings)
    {
        if (CheckNamespace(written, @namespace, subject, known, settings) is { } finding)
        {
            return finding;
        }

        if (name.Contains('*', StringComparison.Ordinal) || !known.HoldsAccountsOf(@namespace) || known.HasAccount(@namespace, name))
        {
            return null;
        }

        var near = Suggestion.Closest(name, known.AccountsOf(@namespace));
        return settings.FindingAtMost(
            near is null ? Severity.Warning : Severity.Error,
            written.Location,
            $"{subject} names service account '{name}' of namespace '{@namespace}', with which no workload runs.",
            near is null ? "Write the service account that the caller runs with." : $"Did you mean '{near}'?");
    }
}
