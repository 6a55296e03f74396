using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>Selectors of pods. Source: validateWorkloadSelector and ValidateAlphaWorkloadSelector in pkg/config/validation/validation.go.</summary>
internal static class SelectorChecks
{
    /// <param name="labelsKey"><c>matchLabels</c> or <c>labels</c>.</param>
    public static IEnumerable<Refusal> Of(KubernetesObject item, YamlMapping selector, string labelsKey)
    {
        var labels = selector.Mapping(labelsKey);
        if (labels is null or { Entries.IsEmpty: true })
        {
            // A mapping of the wrong type is a finding of its own.
            if (labels is not null || selector.Value(labelsKey) is null)
            {
                yield return new Refusal(
                    selector.Location,
                    $"The selector of {item} has no labels, so it selects every pod of the namespace.",
                    "Write the labels, or take the selector out.")
                {
                    IsWarning = true,
                };
            }

            yield break;
        }

        foreach (var (key, value) in labels.Entries)
        {
            if (key.Value.Length == 0)
            {
                yield return new Refusal(key.Location, $"The selector of {item} has a label without a key.");
            }
            else if (key.Value.Contains('*', StringComparison.Ordinal) || (value is YamlScalar scalar && scalar.Value.Contains('*', StringComparison.Ordinal)))
            {
                yield return new Refusal(
                    key.Value.Contains('*', StringComparison.Ordinal) ? key.Location : value.Location,
                    $"The selector of {item} has a wildcard in the label '{Shown.Of(key.Value)}'.",
                    "Labels are compared as they are: write the whole value.");
            }
        }
    }
}
