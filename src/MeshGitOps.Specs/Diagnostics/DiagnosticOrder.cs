using System.Collections.Immutable;

namespace MeshGitOps.Specs.Diagnostics;

/// <summary>The one order of findings: path, offset, id, message; so that a report is the same whatever found them first.</summary>
public sealed class DiagnosticOrder : IComparer<Diagnostic>
{
    public static readonly DiagnosticOrder Instance = new();

    private DiagnosticOrder()
    {
    }

    /// <summary>Sorted, without exact repeats (one cause is reported once).</summary>
    public static ImmutableArray<Diagnostic> Sort(IEnumerable<Diagnostic> diagnostics)
    {
        var sorted = diagnostics.Order(Instance).ToList();
        var result = ImmutableArray.CreateBuilder<Diagnostic>(sorted.Count);
        foreach (var diagnostic in sorted)
        {
            if (result.Count == 0 || Instance.Compare(result[^1], diagnostic) != 0)
            {
                result.Add(diagnostic);
            }
        }

        return result.DrainToImmutable();
    }

    public int Compare(Diagnostic? x, Diagnostic? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        var result = string.CompareOrdinal(x.Location.Path, y.Location.Path);
        result = result != 0 ? result : x.Location.Span.Start.CompareTo(y.Location.Span.Start);
        result = result != 0 ? result : string.CompareOrdinal(x.Id, y.Id);
        return result != 0 ? result : string.CompareOrdinal(x.Message, y.Message);
    }
}
