using System.Text;

namespace MeshGitOps.Specs.Yaml;

/// <summary>
/// Where a node stands in its document, as messages say it: <c>spec.ports[0].name</c>.
/// A key with anything but letters, digits, '-' and '_' is quoted: <c>metadata.labels['app.kubernetes.io/name']</c>.
/// </summary>
public static class YamlPath
{
    /// <summary>The path from <paramref name="root"/> to <paramref name="node"/>, empty for the root itself, or null if it is not below it.</summary>
    public static string? Of(YamlNode root, YamlNode node)
    {
        var path = new StringBuilder();
        return TryFind(root, node, path) ? path.ToString() : null;
    }

    /// <summary>The path of what stands under <paramref name="key"/> of the mapping at <paramref name="path"/>.</summary>
    public static string Join(string path, string key) => Append(new StringBuilder(path), key).ToString();

    /// <summary>The path of an item of the list at <paramref name="path"/>.</summary>
    public static string Join(string path, int index) => Append(new StringBuilder(path), index).ToString();

    /// <summary>Goes down by ordinals: a node's number lies between those of its place and of the next one.</summary>
    private static bool TryFind(YamlNode root, YamlNode node, StringBuilder path)
    {
        var current = root;
        while (!ReferenceEquals(current, node))
        {
            var next = current switch
            {
                YamlMapping mapping => Descend(mapping, node, path),
                YamlSequence sequence => Descend(sequence, node, path),
                _ => null,
            };
            if (next is null)
            {
                return false;
            }

            current = next;
        }

        return true;
    }

    private static YamlNode? Descend(YamlMapping mapping, YamlNode node, StringBuilder path)
    {
        var index = FindLast(mapping.Entries.Length, i => mapping.Entries[i].Key.Ordinal <= node.Ordinal);
        if (index < 0)
        {
            return null;
        }

        var (key, value) = mapping.Entries[index];
        Append(path, key.Value);
        return key.Ordinal == node.Ordinal ? key : value;
    }

    private static YamlNode? Descend(YamlSequence sequence, YamlNode node, StringBuilder path)
    {
        var index = FindLast(sequence.Items.Length, i => sequence.Items[i].Ordinal <= node.Ordinal);
        if (index < 0)
        {
            return null;
        }

        Append(path, index);
        return sequence.Items[index];
    }

    /// <summary>The last index below <paramref name="count"/> for which a condition holds that holds for all before it; -1 for none.</summary>
    private static int FindLast(int count, Func<int, bool> condition)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = condition(middle) ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private static StringBuilder Append(StringBuilder path, string key)
    {
        if (key.Length == 0 || !key.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        {
            return path.Append("['").Append(key).Append("']");
        }

        return (path.Length == 0 ? path : path.Append('.')).Append(key);
    }

    private static StringBuilder Append(StringBuilder path, int index) => path.Append('[').Append(index).Append(']');
}
