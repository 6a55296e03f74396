using System.Collections.Immutable;

namespace MeshGitOps.Cli.Reporting;

/// <summary>Where the reports of a run go: one of them to the standard output, any number to files.</summary>
internal sealed class ReportOutputs(CommandSession session, ImmutableArray<ReportTarget> targets)
{
    /// <summary>Whether the standard output is a person's; a log beside a report that a program reads would break it.</summary>
    public bool PrintsText => targets.IsEmpty || targets.Any(target => target is { Format: ReportFormat.Text, Path: null });

    /// <summary>Where a person reads what is no part of a report.</summary>
    public TextWriter Log => SendsReport ? session.Error : session.Output;

    /// <summary>Whether the standard output is a program's.</summary>
    public bool SendsReport => targets.Any(target => target is { Format: not ReportFormat.Text, Path: null });

    /// <summary>Every report but text on the standard output, which the command prints itself.</summary>
    /// <param name="makeReport">Called only where a report needs it.</param>
    /// <param name="writeText">Writes the text of a report without colours.</param>
    /// <exception cref="UsageException">A file cannot be written; the others are.</exception>
    public void Write(Func<FindingReport> makeReport, Action<TextWriter> writeText)
    {
        var report = new Lazy<FindingReport>(makeReport, LazyThreadSafetyMode.None);
        Write(target => TextOf(target.Format, report, writeText));
    }

    /// <summary>The same for reports of any kind.</summary>
    /// <param name="textOf">The whole report.</param>
    /// <exception cref="UsageException">A file cannot be written; the others are.</exception>
    public void Write(Func<ReportTarget, string> textOf)
    {
        var failures = new List<string>();
        foreach (var target in targets)
        {
            if (target is { Format: ReportFormat.Text, Path: null })
            {
                continue;
            }

            var text = textOf(target);
            if (target.Path is null)
            {
                session.Output.Write(text);
            }
            else if (WriteFile(target.Path, text) is { } failure)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw new UsageException(string.Join(' ', failures));
        }
    }

    private static string TextOf(ReportFormat format, Lazy<FindingReport> report, Action<TextWriter> writeText)
    {
        switch (format)
        {
            case ReportFormat.Json:
                return JsonReport.Of(report.Value);
            case ReportFormat.Sarif:
                return SarifReport.Of(report.Value);
            case ReportFormat.Junit:
                return JunitReport.Of(report.Value);
            case ReportFormat.Github:
                return GithubReport.Of(report.Value);
            case ReportFormat.Markdown:
                return MarkdownReport.Of(report.Value);
            default:
                return TextOf(writeText);
        }
    }

    /// <summary>What is written, as one text.</summary>
    public static string TextOf(Action<TextWriter> write)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        write(writer);
        return writer.ToString();
    }

    /// <returns>A sentence on why it cannot be written.</returns>
    private string? WriteFile(string path, string text)
    {
        try
        {
            var absolute = session.Absolute(path);
            if (Directory.Exists(absolute))
            {
                return $"The report '{path}' cannot be written: it is a folder.";
            }

            if (LinkedPath.LeadsOut(session.CurrentDirectory, absolute))
            {
                return $"The report '{path}' cannot be written: a link leads elsewhere.";
            }

            if (IsReplaceable(absolute))
            {
                AtomicFile.Write(absolute, text);
            }
            else
            {
                File.WriteAllText(absolute, text);
            }

            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"The report '{path}' cannot be written: {problem.Message}";
        }
    }

    /// <summary>A link such as /dev/stdout, a device or a pipe is written into: renaming a file over it would take it away from everybody.</summary>
    private static bool IsReplaceable(string path) =>
        !Path.Exists(path) || new FileInfo(path) is { LinkTarget: null, Length: > 0 };
}
