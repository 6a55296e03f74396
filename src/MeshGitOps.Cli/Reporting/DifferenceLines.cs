using System.Collections.Immutable;
using MeshGitOps.Rendering.Differences;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>What differs in an object or a file, as lines with a mark; without credentials, but not yet fit for a terminal.</summary>
internal static class DifferenceLines
{
    private const int MaxPath = 200;

    /// <summary>Its fields; none for an object that is added or removed.</summary>
    public static IEnumerable<MarkedLine> Of(ObjectDifference item) => item.Fields.SelectMany(field => Of(item.Key, field));

    /// <summary>The lines that a file which is compared as text loses and gets.</summary>
    public static IEnumerable<MarkedLine> Of(FileDifference file)
    {
        var (before, after) = (file.TextBefore, file.TextAfter);
        return Of(
            LineComparison.Of(LineChange.LinesOf(before), LineChange.LinesOf(after)),
            SecretLines.Of(new SourceText("", before)),
            SecretLines.Of(new SourceText("", after)));
    }

    private static IEnumerable<MarkedLine> Of(ObjectKey key, FieldDifference field)
    {
        var path = ShortText.Of(SecretText.Redact(field.Path), MaxPath);
        if (field.IsOrder)
        {
            return [new MarkedLine(ChangeKind.Changed, $"{path}: the same in another order{OrderOf(key, field)}")];
        }

        if (field.Lines.IsEmpty || ManifestText.IsHidden(key, field.Path))
        {
            var text = (field.Before, field.After) switch
            {
                ({ } before, { } after) => $"{path}: {ManifestText.Of(key, field.Path, before)} -> {ManifestText.Of(key, field.Path, after)}",
                _ => (field.Before ?? field.After) is { } value && !IsNamedByValue(field.Path, value) ? $"{path}: {ManifestText.Of(key, field.Path, value)}" : path,
            };
            return [new MarkedLine(field.Kind, text)];
        }

        return Of(field.Lines, SecretLines.None, SecretLines.None)
            .Select(line => line with { IsDetail = true })
            .Prepend(new MarkedLine(ChangeKind.Changed, $"{path}:"));
    }

    /// <summary><c>spec.addresses[192.0.2.1]</c> says it all.</summary>
    private static bool IsNamedByValue(string path, ManifestValue value) =>
        value is ManifestString text && path.EndsWith($"[{text.Value}]", StringComparison.Ordinal);

    private static IEnumerable<MarkedLine> Of(ImmutableArray<LineChange> changes, SecretLines before, SecretLines after)
    {
        var shift = 0;
        foreach (var change in changes)
        {
            for (var i = 0; i < change.Before.Length; i++)
            {
                yield return new MarkedLine(ChangeKind.Removed, TextOf(change.Before[i], before.Contains(change.Start + i)));
            }

            for (var i = 0; i < change.After.Length; i++)
            {
                yield return new MarkedLine(ChangeKind.Added, TextOf(change.After[i], after.Contains(change.Start + shift + i)));
            }

            shift += change.After.Length - change.Before.Length;
        }
    }

    private static string TextOf(string line, bool isSecret)
    {
        var text = line.TrimEnd('\n', '\r');
        return ShortText.Of(SecretText.Redact(isSecret ? SecretLines.Mask(text) : text), 2 * MaxPath);
    }

    private static string OrderOf(ObjectKey key, FieldDifference field) => (field.Before, field.After) switch
    {
        (ManifestSequence { Items.Length: <= 8 } before, ManifestSequence after) =>
            $", {ManifestText.Of(key, field.Path, before)} -> {ManifestText.Of(key, field.Path, after)}",
        _ => "",
    };
}

/// <param name="IsDetail">Whether it says more of the line before.</param>
internal sealed record MarkedLine(ChangeKind Kind, string Text, bool IsDetail = false);
