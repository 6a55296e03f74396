using System.Text;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies;

/// <summary>The page of all rules for people, <c>policies/RULES.md</c>: made from the catalogue, one sentence per line.</summary>
public static class RulesPage
{
    public static string Generate()
    {
        var text = new StringBuilder();
        text.Append("# Rules\n\n");
        text.Append("This page is generated from the catalogue of rules.\n");
        text.Append("A policy file sets the level (`off`, `info`, `warning`, `error`) and the parameters of a rule.\n");
        text.Append("A rule that no policy file names runs with the defaults below, which are also those of [`recommended.yaml`](recommended.yaml).\n");
        text.Append("With `extends: strict` or `extends: tanzu` it runs with the level of [`strict.yaml`](strict.yaml) or [`tanzu.yaml`](tanzu.yaml).\n\n");
        text.Append("| Rule | Level | strict | tanzu | Looks at | Stops `render` |\n");
        text.Append("|---|---|---|---|---|---|\n");
        foreach (var rule in RuleCatalog.Rules)
        {
            text.Append($"| [`{rule.Id}`](#{rule.Id}) | {LevelOf(rule.Descriptor.Severity)} | {LevelIn(ShippedPolicies.Strict, rule)} | {LevelIn(ShippedPolicies.Tanzu, rule)} | {StageOf(rule)} | {(rule.AffectsOutput ? "as an error" : "never")} |\n");
        }

        foreach (var rule in RuleCatalog.Rules)
        {
            AppendRule(text, rule);
        }

        AppendCodes(text);
        return text.ToString();
    }

    private static void AppendCodes(StringBuilder text)
    {
        text.Append("\n## The codes of istioctl analyze\n\n");
        text.Append("A comment, an annotation, an exemption or `--allow` may name a code instead of the rules that look for it.\n\n");
        text.Append("| Code | Name | Found by |\n");
        text.Append("|---|---|---|\n");
        foreach (var code in IstioctlCodes.All)
        {
            var rules = RuleCatalog.FindAll(code.Code).Select(rule => $"[`{rule.Id}`](#{rule.Id})");
            text.Append($"| {code.Code} | {code.Name} | {(code.NotDecided is { } reason ? $"not decided here: {reason}" : string.Join(", ", rules))} |\n");
        }
    }

    /// <summary>A level as a policy file writes it; null is off.</summary>
    internal static string LevelOf(Severity? level) => level switch
    {
        null => "off",
        Severity.Info => "info",
        Severity.Warning => "warning",
        _ => "error",
    };

    private static string LevelIn(ShippedPolicy policy, Rule rule) => LevelOf(policy.Settings.Of(rule).Level);

    private static void AppendRule(StringBuilder text, Rule rule)
    {
        text.Append($"\n## {rule.Id}\n\n");
        text.Append($"{rule.Descriptor.Explanation}\n\n");
        text.Append($"Default level: {LevelOf(rule.Descriptor.Severity)}.\n");
        if (!rule.Aliases.IsEmpty)
        {
            text.Append($"Known to istioctl as {string.Join(", ", rule.Aliases)}.\n");
        }

        text.Append($"Source: {rule.Source}.\n");
        if (rule.Parameters.IsEmpty)
        {
            return;
        }

        text.Append("\n| Parameter | Type | Default | |\n");
        text.Append("|---|---|---|---|\n");
        foreach (var parameter in rule.Parameters)
        {
            text.Append($"| `{parameter.Name}` | {parameter.Type} | `{parameter.DefaultText}` | {parameter.Description} |\n");
        }
    }

    private static string StageOf(Rule rule) => rule.Stage switch
    {
        RuleStage.Specs => "specs",
        RuleStage.Plans => "the plan",
        _ => "manifests",
    };
}
