using System.Collections.Immutable;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>A label selector of Kubernetes (meta/v1) over labels.</summary>
internal static class LabelSelector
{
    /// <summary>No selector, and an empty one, select everything; an unknown operator selects nothing.</summary>
    public static bool Matches(YamlMapping? selector, ImmutableSortedDictionary<string, string> labels) =>
        (selector.Mapping("matchLabels")?.Entries ?? []).All(entry => entry.Value is YamlScalar value && labels.GetValueOrDefault(entry.Key.Value) == value.Value)
        && selector.Mappings("matchExpressions").All(expression => Holds(expression, labels));

    private static bool Holds(YamlMapping expression, ImmutableSortedDictionary<string, string> labels)
    {
        var label = labels.GetValueOrDefault(expression.Text("key")?.Value ?? "");
        var isListed = label is not null && expression.Texts("values").Any(value => value.Value == label);
        return expression.Text("operator")?.Value switch
        {
            "In" => isListed,
            "NotIn" => !isListed,
            "Exists" => label is not null,
            "DoesNotExist" => label is null,
            _ => false,
        };
    }
}
