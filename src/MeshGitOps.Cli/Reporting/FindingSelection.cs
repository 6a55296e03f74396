using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Reporting;

/// <summary>The findings that are printed in full, and how many of each kind the rest are.</summary>
internal sealed record FindingSelection(ImmutableArray<Diagnostic> Shown, ImmutableArray<HiddenFindings> Hidden)
{
    /// <summary>The limit of a report without <c>--all</c>.</summary>
    public const int DefaultLimit = 10;

    /// <summary>All of them in their order, or the worst <paramref name="limit"/> in theirs.</summary>
    public static FindingSelection Of(ImmutableArray<Diagnostic> sorted, int limit)
    {
        if (sorted.Length <= limit)
        {
            return new FindingSelection(sorted, []);
        }

        var worstFirst = sorted.OrderByDescending(diagnostic => diagnostic.Severity).ToList();
        var hidden = worstFirst.Skip(limit)
            .GroupBy(diagnostic => (diagnostic.Severity, diagnostic.Id))
            .Select(group => new HiddenFindings(group.Key.Severity, group.Key.Id, group.First().Descriptor.Title, group.Count()))
            .OrderByDescending(entry => entry.Severity)
            .ThenByDescending(entry => entry.Count)
            .ThenBy(entry => entry.Id, StringComparer.Ordinal);
        return new FindingSelection([.. worstFirst.Take(limit)], [.. hidden]);
    }
}

internal sealed record HiddenFindings(Severity Severity, string Id, string Title, int Count);
