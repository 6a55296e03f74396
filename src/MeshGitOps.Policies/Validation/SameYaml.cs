using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>Whether two trees say the same: the order of fields, comments and quotes do not matter.</summary>
internal static class SameYaml
{
    public static bool AreSame(YamlNode? left, YamlNode? right) => (left, right) switch
    {
        (null, null) => true,
        (YamlMapping first, YamlMapping second) => AreSame(first, second),
        (YamlSequence first, YamlSequence second) => first.Items.Length == second.Items.Length
            && first.Items.Zip(second.Items).All(pair => AreSame(pair.First, pair.Second)),
        (YamlScalar first, YamlScalar second) => first.Value == second.Value && YamlScalarTypes.TypeOf(first) == YamlScalarTypes.TypeOf(second),
        _ => false,
    };

    private static bool AreSame(YamlMapping first, YamlMapping second)
    {
        if (first.Entries.Length != second.Entries.Length)
        {
            return false;
        }

        var values = second.Entries.ToDictionary(entry => entry.Key.Value, entry => entry.Value, StringComparer.Ordinal);
        return first.Entries.All(entry => values.TryGetValue(entry.Key.Value, out var value) && AreSame(entry.Value, value));
    }
}
