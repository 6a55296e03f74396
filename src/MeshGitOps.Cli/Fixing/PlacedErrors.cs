using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Fixing;

/// <summary>The errors of a run by where they begin.</summary>
internal sealed class PlacedErrors
{
    private readonly Dictionary<string, SortedDictionary<int, List<string>>> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _starts = new(StringComparer.Ordinal);

    public static PlacedErrors Of(ImmutableArray<Diagnostic> findings)
    {
        var errors = new PlacedErrors();
        foreach (var finding in findings.Where(finding => finding.Severity == Severity.Error))
        {
            if (!errors._files.TryGetValue(finding.Location.Path, out var file))
            {
                errors._files.Add(finding.Location.Path, file = []);
            }

            if (!file.TryGetValue(finding.Location.Span.Start, out var ids))
            {
                file.Add(finding.Location.Span.Start, ids = []);
            }

            ids.Add($"{finding.Id}: {finding.Message}");
        }

        foreach (var (path, file) in errors._files)
        {
            errors._starts.Add(path, [.. file.Keys]);
        }

        return errors;
    }

    /// <summary>What is wrong from within a range on.</summary>
    public IEnumerable<string> At(string path, TextSpan span)
    {
        if (!_starts.TryGetValue(path, out var starts))
        {
            yield break;
        }

        var index = Array.BinarySearch(starts, span.Start);
        for (index = index < 0 ? ~index : index; index < starts.Length && starts[index] < span.End; index++)
        {
            foreach (var error in _files[path][starts[index]])
            {
                yield return error;
            }
        }
    }
}
