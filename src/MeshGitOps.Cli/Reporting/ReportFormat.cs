using System.Collections.Immutable;

namespace MeshGitOps.Cli.Reporting;

/// <summary>The forms that a report has.</summary>
internal enum ReportFormat
{
    /// <summary>For a person at a terminal.</summary>
    Text,

    /// <summary>For programs, by the schema of <c>meshgitops schema report</c>.</summary>
    Json,

    /// <summary>SARIF 2.1.0, for code scanning.</summary>
    Sarif,

    /// <summary>JUnit's XML, for the test reports of GitLab, Jenkins and others.</summary>
    Junit,

    /// <summary>Workflow commands, which GitHub Actions shows beside the lines.</summary>
    Github,

    /// <summary>For a step summary or the comment of a pull request.</summary>
    Markdown,

    /// <summary>What <c>diff -u</c> would say of the files; of a difference alone.</summary>
    Unified,
}

/// <summary>The formats by the name on the command line.</summary>
internal static class ReportFormats
{
    /// <summary>Of findings.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Where(name => name != "unified")];

    /// <summary>Of the difference between what is published and what would be rendered.</summary>
    public static ImmutableArray<string> OfDifferences { get; } = ["text", "unified", "json", "markdown"];

    /// <summary>Of what <c>publish</c> commits.</summary>
    public static ImmutableArray<string> OfPublications { get; } = ["text", "json", "markdown"];

    private static ImmutableArray<string> All => [.. Enum.GetNames<ReportFormat>().Select(name => name.ToLowerInvariant())];

    public static ReportFormat? Find(string name) => All.IndexOf(name) is var index and >= 0 ? (ReportFormat)index : null;

    public static string NameOf(ReportFormat format) => All[(int)format];
}
