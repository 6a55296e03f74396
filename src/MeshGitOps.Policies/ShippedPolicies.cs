using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies;

/// <summary>The policies that ship with the tool. The first two are written from the catalogue; a test keeps all of them in step with it.</summary>
public static class ShippedPolicies
{
    /// <summary>Every rule with its default level and parameters: what runs without any policy file.</summary>
    public static readonly ShippedPolicy Recommended = new("recommended");

    /// <summary>Every warning an error, but for what is advice.</summary>
    public static readonly ShippedPolicy Strict = new("strict");

    /// <summary>What Tanzu Service Mesh enforced.</summary>
    public static readonly ShippedPolicy Tanzu = new("tanzu");

    public static ImmutableArray<ShippedPolicy> All { get; } = [Recommended, Strict, Tanzu];

    /// <summary>Warnings that 'strict' leaves alone, because they guess or depend on what the clusters are for.</summary>
    internal static ImmutableArray<string> Advice { get; } = ["cluster-below-capacity", "host-in-environment-unknown"];

    public static ShippedPolicy? Find(string name)
    {
        foreach (var policy in All)
        {
            if (policy.Name == name)
            {
                return policy;
            }
        }

        return null;
    }

    /// <summary>The text of <see cref="Recommended"/> that the catalogue asks for.</summary>
    internal static string GenerateRecommended()
    {
        var text = Header(Recommended, "Every rule with its default level and parameters: what runs without any policy file. Copy what you want to change.");
        foreach (var rule in RuleCatalog.Rules)
        {
            text.Append($"    {rule.Id}:\n");
            text.Append($"      level: {RulesPage.LevelOf(rule.Descriptor.Severity)}\n");
            foreach (var parameter in rule.Parameters)
            {
                text.Append($"      # {parameter.Description}\n");
                text.Append($"      {parameter.Name}: {parameter.DefaultText}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The text of <see cref="Strict"/> that the catalogue asks for.</summary>
    internal static string GenerateStrict()
    {
        var text = Header(
            Strict,
            "Every warning of 'recommended' is an error here; parameters have their defaults. Write 'extends: strict' in a policy.",
            $"Left at their levels, because they guess or depend on what the clusters are for: {string.Join(", ", Advice)}.");
        foreach (var rule in RuleCatalog.Rules)
        {
            var level = rule.Descriptor.Severity == Severity.Warning && !Advice.Contains(rule.Id) ? Severity.Error : rule.Descriptor.Severity;
            text.Append($"    {rule.Id}: {{level: {RulesPage.LevelOf(level)}}}\n");
        }

        return text.ToString();
    }

    private static StringBuilder Header(ShippedPolicy policy, params ReadOnlySpan<string> comments)
    {
        var text = new StringBuilder();
        foreach (var comment in comments)
        {
            text.Append($"# {comment}\n");
        }

        text.Append("apiVersion: meshgitops.io/v1alpha1\n");
        text.Append("kind: Policy\n");
        text.Append("metadata:\n");
        text.Append($"  name: {policy.Name}\n");
        text.Append("spec:\n");
        text.Append("  rules:\n");
        return text;
    }
}
