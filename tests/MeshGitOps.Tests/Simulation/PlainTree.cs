using System.Collections.Immutable;
using System.Globalization;

namespace MeshGitOps.Tests.Simulation;

/// <summary>Reading of a plain tree by paths; what is not there is null or empty.</summary>
internal static class PlainTree
{
    public static object? At(this object? node, params string[] path)
    {
        foreach (var segment in path)
        {
            node = node is YamlMap map && map.TryGetValue(segment, out var value) ? value : null;
        }

        return node;
    }

    public static string? Text(this object? node, params string[] path) => node.At(path) switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    public static int? Number(this object? node, params string[] path) => node.At(path) is long number ? (int)number : null;

    public static IReadOnlyList<object?> Items(this object? node, params string[] path) =>
        node.At(path) as YamlList ?? (IReadOnlyList<object?>)[];

    public static ImmutableArray<string> Texts(this object? node, params string[] path) =>
        [.. node.Items(path).Select(item => item.Text()).OfType<string>()];

    public static ImmutableSortedDictionary<string, string> TextMap(this object? node, params string[] path) =>
        ((node.At(path) as YamlMap) ?? []).ToImmutableSortedDictionary(
            field => field.Key,
            field => field.Value.Text() ?? "",
            StringComparer.Ordinal);

    public static object? Copy(object? node)
    {
        switch (node)
        {
            case YamlMap map:
                var mapCopy = new YamlMap();
                foreach (var (key, value) in map)
                {
                    mapCopy.Add(key, Copy(value));
                }

                return mapCopy;
            case YamlList list:
                var listCopy = new YamlList();
                listCopy.AddRange(list.Select(Copy));
                return listCopy;
            default:
                return node;
        }
    }

    /// <summary>Whether a selector selects what carries these labels.</summary>
    public static bool Selects(
        this ImmutableSortedDictionary<string, string> selector,
        ImmutableSortedDictionary<string, string> labels) =>
        selector.All(label => labels.TryGetValue(label.Key, out var value) && value == label.Value);
}
