using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Workspace;

/// <summary>Reads an inventory as what it is: a text that anybody could have changed.</summary>
internal static class InventoryReader
{
    private const int MaxFindings = 20;

    public static Diagnosed<Inventory> Read(string cluster, SourceText source)
    {
        var bag = new DiagnosticBag();
        var lines = ImmutableArray.CreateBuilder<InventoryLine>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var hasHeader = false;
        var start = 0;
        while (start < source.Text.Length && bag.Count < MaxFindings)
        {
            var newline = source.Text.IndexOf('\n', start);
            var end = newline < 0 ? source.Text.Length : newline;
            var span = new TextSpan(start, end - start);
            start = end + 1;
            var text = source.Text.Substring(span.Start, span.Length).TrimEnd('\r');
            if (text == Inventory.Header)
            {
                hasHeader = true;
            }
            else if (IsConflictMarker(text))
            {
                bag.Add(
                    WorkspaceDiagnostics.InventoryConflict,
                    source.At(span),
                    $"The inventory of cluster '{cluster}' has a merge conflict.",
                    "Delete the lines '<<<<<<<', '=======' and '>>>>>>>', keep the lines of both sides, and render again.");
                return bag.With(new Inventory(cluster, []));
            }
            else if (ReadLine(cluster, source, span, text, bag) is { } line)
            {
                if (seen.TryAdd(line.Path.Value, lines.Count))
                {
                    lines.Add(line);
                }
                else if (lines[seen[line.Path.Value]].Merged(line) is { } merged)
                {
                    lines[seen[line.Path.Value]] = merged;
                }
                else
                {
                    bag.Add(
                        WorkspaceDiagnostics.InventoryMalformed,
                        source.At(span),
                        $"The inventory of cluster '{cluster}' names '{line.Path}' more than {InventoryLine.MaxMerged} times.",
                        "Restore the file from git.");
                }
            }
        }

        if (!hasHeader && bag.Count == 0)
        {
            bag.Add(
                WorkspaceDiagnostics.InventoryMalformed,
                source.Start,
                $"The inventory of cluster '{cluster}' does not begin with '{Inventory.Header}'.",
                "Restore the file from git.");
        }

        return bag.With(new Inventory(cluster, lines.DrainToImmutable()));
    }

    private static bool IsConflictMarker(string text) =>
        text.StartsWith("<<<<<<<", StringComparison.Ordinal)
        || text.StartsWith("=======", StringComparison.Ordinal)
        || text.StartsWith("|||||||", StringComparison.Ordinal)
        || text.StartsWith(">>>>>>>", StringComparison.Ordinal);

    private static InventoryLine? ReadLine(string cluster, SourceText source, TextSpan span, string text, DiagnosticBag bag)
    {
        var fields = text.Split(' ');
        if (fields.Length != 4 || !InventoryText.IsHash(fields[0]) || ReadSharing(fields[1]) is not { } sharing
            || InventoryText.Decode(fields[2]) is not { } written || InventoryText.Decode(fields[3]) is not { } origin)
        {
            bag.Add(
                WorkspaceDiagnostics.InventoryMalformed,
                source.At(span),
                $"The inventory of cluster '{cluster}' has a line that is not 'SHA-256 owned|shared PATH ORIGIN'.",
                "Restore the file from git.");
            return null;
        }

        var location = source.At(new TextSpan(span.Start + fields[0].Length + fields[1].Length + 2, fields[2].Length));
        if (OutputPath.TryCreate(written, out var reason) is not { } path)
        {
            bag.Add(
                WorkspaceDiagnostics.InventoryPathNotOwn, location, $"The path of this line {reason}.", "Restore the file from git.");
            return null;
        }

        if (!Inventory.IsOwnPath(cluster, path.Value))
        {
            bag.Add(
                WorkspaceDiagnostics.InventoryPathNotOwn,
                location,
                $"The inventory of cluster '{cluster}' claims '{path}', which is not below '{(cluster == OutputFile.Delivery ? "delivery" : $"clusters/{cluster}")}/'.",
                "Restore the file from git.");
            return null;
        }

        return new InventoryLine(fields[0], sharing, path, origin);
    }

    private static OutputSharing? ReadSharing(string text) => text switch
    {
        "owned" => OutputSharing.Owned,
        "shared" => OutputSharing.Shared,
        _ => null,
    };
}
