using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MeshGitOps.Rendering.Differences;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>A difference for the comment of a pull request: how far it reaches, a table, and each cluster folded away. The same difference gives the same bytes.</summary>
internal static class DifferenceMarkdown
{
    public const int MaxLength = MarkdownReport.MaxLength;

    /// <summary>Kept for the line that counts what is left out, and for the ends of a fold.</summary>
    private const int Reserve = 1_500;

    /// <summary>The tables may not take all the room.</summary>
    private const int MaxTable = MaxLength / 4;

    private const int MaxName = 300;

    /// <summary>Of one object or file, so that a large one does not keep all others out.</summary>
    private const int MaxLines = 60;

    public static string Of(ReportedDifference difference)
    {
        var fleet = difference.Fleet;
        var text = new StringBuilder(HeadOf(difference));
        var cut = new List<string>();
        AppendTable(text, "| Cluster | Added | Changed | Removed | Moved | Other files |\n|---|---|---|---|---|---|\n", [.. fleet.Clusters.Select(RowOf)], "cluster", cut);
        AppendTransitions(text, difference, cut);
        AppendTable(text, "| | Host | Where | What |\n|---|---|---|---|\n", [.. fleet.Hosts.SelectMany(RowsOf)], "line on hosts", cut, "lines on hosts");
        AppendTable(text, "| | Virtual address | Before | After |\n|---|---|---|---|\n", [.. difference.Lock.Select(RowOf)], "virtual address", cut, "virtual addresses");
        var left = 0;
        foreach (var cluster in fleet.Clusters)
        {
            left += AppendCluster(text, cluster);
        }

        if (left > 0)
        {
            cut.Add(Plural.Of(left, "object or file", "objects and files"));
        }

        if (cut.Count > 0)
        {
            text.Append($"\nNot shown here, for want of room: {string.Join(", ", cut)}. <code>meshgitops diff --all</code> prints everything.\n");
        }

        return text.ToString();
    }

    private static string HeadOf(ReportedDifference difference)
    {
        var mark = difference.IsEmpty ? "✅" : difference.Transitions.IsEmpty ? "🔷" : "⚠️";
        var text = new StringBuilder($"## {mark} meshgitops diff: {MarkdownText.Escape(BlastRadius.Of(difference.Fleet))}\n\n");
        text.Append($"Against {MarkdownText.Code(ShortText.Of(SecretText.Redact(difference.Against), MaxName))}");
        text.Append(difference.Phase == default ? "" : $", phase {difference.Phase}");
        text.Append(".\n");
        return text.ToString();
    }

    private static void AppendTransitions(StringBuilder text, ReportedDifference difference, List<string> cut)
    {
        if (difference.Transitions.IsEmpty)
        {
            return;
        }

        ImmutableArray<string> rows =
        [
            .. difference.Transitions.Select(finding =>
            {
                var help = finding.Help is { } cure ? $"<br>{Cell(cure, 3 * MaxName)}" : "";
                var place = $"{difference.Display(finding.Location.Path)}:{finding.Location.Position.Line.ToString(CultureInfo.InvariantCulture)}";
                return $"| {Cell(finding.Message, 3 * MaxName)} {MarkdownText.Code(finding.Id)}{help} | {MarkdownText.Code(ShortText.Of(place, MaxName))} |\n";
            }),
        ];
        AppendTable(text, $"| {Plural.Of(rows.Length, "unsafe transition")} | Place |\n|---|---|\n", rows, "unsafe transition", cut);
    }

    private static void AppendTable(StringBuilder text, string head, ImmutableArray<string> rows, string noun, List<string> cut, string? nouns = null)
    {
        if (rows.IsEmpty)
        {
            return;
        }

        text.Append('\n').Append(head);
        var end = Math.Min(text.Length + MaxTable, MaxLength - Reserve);
        var shown = 0;
        while (shown < rows.Length && text.Length + rows[shown].Length <= end)
        {
            text.Append(rows[shown]);
            shown++;
        }

        if (shown < rows.Length)
        {
            cut.Add(Plural.Of(rows.Length - shown, noun, nouns ?? noun + "s"));
        }
    }

    private static string RowOf(ClusterDifference cluster) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Cell(DifferenceWords.NameOf(cluster), MaxName)} | {cluster.Count(ChangeKind.Added):N0} | {cluster.Count(ChangeKind.Changed):N0} | {cluster.Count(ChangeKind.Removed):N0} | {cluster.Moved:N0} | {cluster.Texts.Count():N0} |\n");

    private static IEnumerable<string> RowsOf(HostDifference host) => DifferenceWords.PlacesOf(host).Select(place =>
        $"| {DifferenceWords.NameOf(place.Kind)} | {MarkdownText.Code(ShortText.Of(host.Host, MaxName))} | {Cell(place.Clusters, 3 * MaxName)} | {string.Join("<br>", place.Details.Select(detail => Cell(detail, 2 * MaxName)))} |\n");

    private static string RowOf(LockChange line) =>
        $"| {(line.Before is null ? "added" : line.After is null ? "removed" : "changed")} | {MarkdownText.Code(ShortText.Of(line.Host, MaxName))} | {Cell(line.Before ?? "", MaxName)} | {Cell(line.After ?? "", MaxName)} |\n";

    /// <returns>How many objects and files there was no room for.</returns>
    private static int AppendCluster(StringBuilder text, ClusterDifference cluster)
    {
        var blocks = cluster.Objects.Select(item => (Func<string>)(() => BlockOf(item.Kind, DifferenceWords.NameOf(item.Key), DifferenceLines.Of(item))))
            .Concat(cluster.Texts.Select(file => (Func<string>)(() => BlockOf(file.Kind, file.Path.Value, DifferenceLines.Of(file)))))
            .ToList();
        if (blocks.Count == 0)
        {
            return 0;
        }

        var head = $"\n<details><summary>{MarkdownText.Html(ShortText.Of(DifferenceWords.NameOf(cluster), MaxName))}: {DifferenceWords.CountsOf(cluster)}</summary>\n\n";
        var body = new StringBuilder();
        var shown = 0;
        while (shown < blocks.Count && text.Length + head.Length + body.Length < MaxLength - Reserve)
        {
            var block = blocks[shown]();
            if (text.Length + head.Length + body.Length + block.Length > MaxLength - Reserve)
            {
                break;
            }

            body.Append(block);
            shown++;
        }

        if (shown > 0)
        {
            text.Append(head).Append(MarkdownText.Fenced(body.ToString(), "diff")).Append("\n</details>\n");
        }

        return blocks.Count - shown;
    }

    /// <summary>Every line begins with a mark that a forge colours; none can end the fence.</summary>
    private static string BlockOf(ChangeKind kind, string name, IEnumerable<MarkedLine> lines)
    {
        var text = new StringBuilder($"{MarkOf(kind)} {Clean(ShortText.Of(name, 2 * MaxName))}\n");
        var notShown = 0;
        foreach (var (index, line) in lines.Index())
        {
            if (index < MaxLines)
            {
                text.Append($"{MarkOf(line.Kind)} {(line.IsDetail ? "    " : "  ")}{Clean(line.Text)}\n");
            }
            else
            {
                notShown++;
            }
        }

        return text.Append(notShown == 0 ? "" : $"#   ... and {Plural.Of(notShown, "more line")}\n").ToString();
    }

    private static char MarkOf(ChangeKind kind) => kind == ChangeKind.Changed ? '!' : DifferenceWords.MarkOf(kind);

    private static string Cell(string text, int limit) => MarkdownText.Escape(ShortText.Of(SecretText.Redact(text), limit));

    private static string Clean(string text) => TerminalText.Clean(SecretText.Redact(text));
}
