using System.Collections.Immutable;
using MeshGitOps.Specs.Schemas;

namespace MeshGitOps.Cli.Reporting;

/// <summary>A report that the command line asks for.</summary>
/// <param name="Path">The file that it goes to, as it was written; null: the standard output.</param>
internal sealed record ReportTarget(ReportFormat Format, string? Path)
{
    /// <summary>Reads <c>FORMAT[=PATH]</c>.</summary>
    /// <param name="formats">The names that are allowed.</param>
    /// <param name="problem">Why it cannot be read, as the end of a sentence; null where it can.</param>
    public static ReportTarget? Parse(string written, ImmutableArray<string> formats, out string? problem)
    {
        var separator = written.IndexOf('=', StringComparison.Ordinal);
        var name = separator < 0 ? written : written[..separator];
        var path = separator < 0 ? null : written[(separator + 1)..];
        var format = formats.Contains(name) ? ReportFormats.Find(name) : null;
        problem = (format, path) switch
        {
            (null, _) => $"takes {string.Join(", ", formats)}, but is '{written}'. {Suggestion.Help(name, formats)}".TrimEnd(),
            (_, "") => $"has no path behind '{name}='.",
            _ => null,
        };
        return format is { } found && problem is null ? new ReportTarget(found, path) : null;
    }
}
