using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.Matches;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds.AccessPolicies;

public static class AccessPolicyBinder
{
    public static Diagnosed<AccessPolicySpec?> Bind(YamlDocument document) =>
        SpecBinding.Bind(document, SpecKinds.AccessPolicy, BindSpec);

    private static AccessPolicySpec? BindSpec(SpecMetadata metadata, FieldReader spec)
    {
        var globalNamespace = spec.ObjectOrEmpty("globalNamespace").Text("name");
        var clusters = spec.Object("clusters") is { } selector ? ClusterSelectorBinder.Bind(selector) : null;
        CheckScope(metadata, spec);
        var from = BindSources(spec);
        var rules = BindRules(spec);
        if ((globalNamespace is null && clusters is null) || BindTarget(spec.ObjectOrEmpty("to")) is not { } to)
        {
            return null;
        }

        return new AccessPolicySpec
        {
            Metadata = metadata,
            GlobalNamespace = globalNamespace,
            Clusters = clusters,
            To = to,
            From = from,
            Rules = rules,
            Ports = spec.Numbers("ports"),
            Action = spec.Choice("action", ("Allow", AccessAction.Allow), ("Deny", AccessAction.Deny))?.Value ?? AccessAction.Allow,
        };
    }

    private static void CheckScope(SpecMetadata metadata, FieldReader spec)
    {
        var isTwice = spec.IsWritten("globalNamespace") && spec.IsWritten("clusters");
        if (isTwice || (!spec.IsWritten("globalNamespace") && !spec.IsWritten("clusters")))
        {
            spec.Diagnostics.Add(
                isTwice ? SpecDiagnostics.InvalidValue : SpecDiagnostics.MissingField,
                isTwice ? spec.ObjectOrEmpty("clusters").Location : spec.Location,
                isTwice
                    ? $"AccessPolicy '{metadata.Name}' counts in a GlobalNamespace, and in clusters by themselves too."
                    : $"AccessPolicy '{metadata.Name}' does not say where it counts.",
                isTwice ? "Take one of the two out." : "Name a 'globalNamespace', or 'clusters' that it counts in by themselves.");
        }
    }

    private static AccessTarget? BindTarget(FieldReader to) =>
        NamespacedReferenceBinder.Bind(to, "service") is { } service ? new(AccessTargetKind.Service, service)
            : NamespacedReferenceBinder.Bind(to, "serviceAccount") is { } account ? new(AccessTargetKind.ServiceAccount, account)
            : null;

    private static ImmutableArray<AccessSource> BindSources(FieldReader spec)
    {
        var sources = ImmutableArray.CreateBuilder<AccessSource>();
        foreach (var item in spec.Objects("from"))
        {
            if (NamespacedReferenceBinder.Bind(item, "serviceAccount") is { } account)
            {
                sources.Add(new ServiceAccountSource(account));
            }
            else if (item.Text("namespace") is { } ns)
            {
                sources.Add(new NamespaceSource(ns));
            }
            else if (item.ObjectOrEmpty("globalNamespace").Text("name") is { } globalNamespace)
            {
                sources.Add(new GlobalNamespaceSource(globalNamespace));
            }
        }

        return sources.DrainToImmutable();
    }

    private static ImmutableArray<AccessRule> BindRules(FieldReader spec)
    {
        ImmutableArray<AccessRule> rules =
        [
            .. spec.Objects("rules").Select(item => new AccessRule(
                item.Location,
                item.Text("name"),
                item.Texts("methods"),
                MatchBinder.BindPath(item),
                MatchBinder.BindHeaders(item))),
        ];
        spec.RefuseRepeats(rules.Select(rule => rule.Name), "rule");
        return rules;
    }
}
