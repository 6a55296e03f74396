using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Rendering.Differences;

/// <summary>What the items of a list are called, so that one is found again wherever it stands.</summary>
internal static class ListNames
{
    private const string ClusterLabel = "meshgitops.io/cluster";

    /// <summary>The first of them that names every item of both lists, and no two alike, is taken.</summary>
    private static readonly ImmutableArray<Func<ManifestMapping, string?>> OfAny =
    [
        item => Text(item, "name"),
        item => Text(item, "number"),
        item => Text(item, "port", "number"),
        item => Joined(Text(item, "port", "number"), Text(item, "port", "name")),
        item => Text(item, "host"),
        item => Text(item, "address"),
        item => Text(item, "containerPort"),
        item => Text(item, "key"),
        item => Joined(Text(item, "kind"), Text(item, "name")),
        item => Joined(Text(item, "kind"), Text(item, "namespace"), Text(item, "name")),
    ];

    private static readonly ImmutableArray<Func<ManifestMapping, string?>> OfEndpoints =
    [
        item => Text(item, "labels", ClusterLabel) ?? Text(item, "address"),
        item => Joined(Text(item, "labels", ClusterLabel), Text(item, "address")),
        item => Text(item, "address"),
    ];

    /// <summary>A port is its number: what callers dial. Its name may change.</summary>
    private static readonly ImmutableArray<Func<ManifestMapping, string?>> OfPorts =
    [
        item => Text(item, "number") ?? Text(item, "port") ?? Text(item, "containerPort"),
        item => Text(item, "name"),
    ];

    private static readonly ImmutableArray<Func<ManifestMapping, string?>> OfServers =
    [
        item => Text(item, "port", "number"),
        item => Text(item, "name"),
        item => Joined(Text(item, "port", "number"), Text(item, "port", "name")),
    ];

    /// <summary>The names of the items of both lists, in their order; null where nothing names them.</summary>
    /// <param name="field">The field that the list is in.</param>
    public static (ImmutableArray<string> Before, ImmutableArray<string> After)? Of(string field, ManifestSequence before, ManifestSequence after)
    {
        if (before.Items.Concat(after.Items).All(item => item is ManifestString or ManifestInteger or ManifestBoolean))
        {
            var names = (ScalarsOf(before), ScalarsOf(after));
            return AreUnique(names.Item1) && AreUnique(names.Item2) ? names : null;
        }

        var candidates = field switch
        {
            "endpoints" => OfEndpoints,
            "ports" => OfPorts,
            "servers" => OfServers,
            _ => OfAny,
        };
        foreach (var name in candidates)
        {
            if (NamesOf(before, name) is { } old && NamesOf(after, name) is { } fresh)
            {
                return (old, fresh);
            }
        }

        return null;
    }

    /// <summary>Null where one has no name, or two have the same.</summary>
    private static ImmutableArray<string>? NamesOf(ManifestSequence list, Func<ManifestMapping, string?> name)
    {
        var names = ImmutableArray.CreateBuilder<string>(list.Items.Length);
        foreach (var item in list.Items)
        {
            if (item is not ManifestMapping mapping || name(mapping) is not { } found)
            {
                return null;
            }

            names.Add(found);
        }

        var all = names.DrainToImmutable();
        return AreUnique(all) ? all : null;
    }

    private static bool AreUnique(ImmutableArray<string> names) =>
        names.ToHashSet(StringComparer.Ordinal).Count == names.Length;

    private static ImmutableArray<string> ScalarsOf(ManifestSequence list) => [.. list.Items.Select(item => ScalarOf(item) ?? "")];

    private static string? Text(ManifestMapping item, params ReadOnlySpan<string> path)
    {
        ManifestValue? value = item;
        foreach (var field in path)
        {
            value = (value as ManifestMapping)?[field];
        }

        return ScalarOf(value);
    }

    private static string? ScalarOf(ManifestValue? value) => value switch
    {
        ManifestString text => text.Value,
        ManifestInteger number => number.Value.ToString(CultureInfo.InvariantCulture),
        ManifestBoolean flag => flag.Value ? "true" : "false",
        _ => null,
    };

    /// <summary>Null where any of them is.</summary>
    private static string? Joined(params ReadOnlySpan<string?> parts)
    {
        foreach (var part in parts)
        {
            if (part is null)
            {
                return null;
            }
        }

        return string.Join('/', parts!);
    }
}
