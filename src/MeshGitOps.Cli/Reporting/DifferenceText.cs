using System.Collections.Immutable;
using MeshGitOps.Rendering.Differences;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>A difference for a person: how far it reaches, what becomes of the hosts, then the objects of each cluster with their fields.</summary>
internal sealed class DifferenceText
{
    private const int FieldLimit = 12;

    private readonly TextWriter _writer;
    private readonly TextStyle _style;
    private readonly int _listLimit;
    private int _left;

    private DifferenceText(TextWriter writer, TextStyle style, int listLimit)
    {
        _writer = writer;
        _style = style;
        _listLimit = listLimit;
        _left = listLimit;
    }

    private int LimitOfFields => _listLimit == int.MaxValue ? int.MaxValue : FieldLimit;

    /// <param name="listLimit">Hosts, and objects with files, that are listed.</param>
    public static void Write(TextWriter writer, TextStyle style, int listLimit, ReportedDifference difference)
    {
        var text = new DifferenceText(writer, style, listLimit);
        writer.WriteLine(style.Bold(Clean($"Against {difference.Against}: {BlastRadius.Of(difference.Fleet)}")));
        text.WriteLock(difference.Lock);
        text.WriteHosts(difference.Fleet.Hosts);
        foreach (var cluster in difference.Fleet.Clusters)
        {
            text.WriteCluster(cluster);
        }
    }

    private void WriteLock(ImmutableArray<LockChange> lines)
    {
        if (lines.IsEmpty)
        {
            return;
        }

        _writer.WriteLine();
        _writer.WriteLine(_style.Bold("Virtual addresses that a render would write into the lock file:"));
        foreach (var line in lines.Take(_listLimit))
        {
            WriteMarked(
                "  ",
                line.Before is null ? ChangeKind.Added : line.After is null ? ChangeKind.Removed : ChangeKind.Changed,
                line is { Before: { } before, After: { } after } ? $"{line.Host}: {before} -> {after}" : $"{line.Host}: {line.After ?? line.Before}");
        }

        WriteMore("  ", lines.Length - _listLimit, "line");
    }

    private void WriteHosts(ImmutableArray<HostDifference> hosts)
    {
        if (hosts.IsEmpty)
        {
            return;
        }

        _writer.WriteLine();
        _writer.WriteLine(_style.Bold("Hosts:"));
        foreach (var host in hosts.Take(_listLimit))
        {
            foreach (var (kind, clusters, details) in DifferenceWords.PlacesOf(host))
            {
                WriteMarked("  ", kind, $"{ShortText.Of(host.Host, 260)}  {(kind == ChangeKind.Removed ? "from" : "in")} {clusters}");
                foreach (var detail in details)
                {
                    _writer.WriteLine($"      {Clean(detail)}");
                }
            }
        }

        WriteMore("  ", hosts.Length - _listLimit, "host");
    }

    private void WriteCluster(ClusterDifference cluster)
    {
        _writer.WriteLine();
        var counts = DifferenceWords.CountsOf(cluster);
        var form = cluster.Objects.IsEmpty && cluster.Moved == 0 && !cluster.Texts.Any()
            ? $"{Plural.Of(cluster.Files.Length, "file")} in another form, no other object"
            : counts;
        _writer.WriteLine(_style.Bold(Clean($"{DifferenceWords.NameOf(cluster)}: {form}")));
        var notShown = 0;
        foreach (var item in cluster.Objects)
        {
            if (_left-- > 0)
            {
                WriteObject(item);
            }
            else
            {
                notShown++;
            }
        }

        foreach (var file in cluster.Texts)
        {
            if (_left-- > 0)
            {
                WriteFile(file);
            }
            else
            {
                notShown++;
            }
        }

        WriteMore("  ", notShown, "object or file", "objects and files");
    }

    private void WriteObject(ObjectDifference item)
    {
        var shared = item.Sharing == Rendering.Output.OutputSharing.Shared ? "  (a patch of what others own)" : "";
        WriteMarked("  ", item.Kind, $"{DifferenceWords.NameOf(item.Key)}{shared}");
        WriteLines(DifferenceLines.Of(item));
    }

    private void WriteFile(FileDifference file)
    {
        WriteMarked("  ", file.Kind, ShortText.Of(file.Path.Value, 400));
        WriteLines(DifferenceLines.Of(file));
    }

    private void WriteLines(IEnumerable<MarkedLine> lines)
    {
        var left = LimitOfFields;
        var notShown = 0;
        foreach (var line in lines)
        {
            if (left-- > 0)
            {
                WriteMarked(line.IsDetail ? "        " : "      ", line.Kind, line.Text);
            }
            else
            {
                notShown++;
            }
        }

        WriteMore("      ", notShown, "line");
    }

    private void WriteMarked(string indent, ChangeKind kind, string text) =>
        _writer.WriteLine(Tint(kind, $"{indent}{DifferenceWords.MarkOf(kind)} {Clean(text)}"));

    private void WriteMore(string indent, int count, string noun) => WriteMore(indent, count, noun, noun + "s");

    private void WriteMore(string indent, int count, string noun, string nouns)
    {
        if (count > 0)
        {
            _writer.WriteLine($"{indent}... and {Plural.Of(count, $"more {noun}", $"more {nouns}")} (--all shows them)");
        }
    }

    private string Tint(ChangeKind kind, string text) => kind switch
    {
        ChangeKind.Added => _style.Green(text),
        ChangeKind.Removed => _style.Red(text),
        _ => _style.Yellow(text),
    };

    private static string Clean(string text) => TerminalText.Clean(SecretText.Redact(text));
}
