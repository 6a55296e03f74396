using System.Globalization;
using System.Text;
using MeshGitOps.Cli;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Cases;

/// <summary>
/// A golden case is a folder below <c>Cases/</c>: <c>input/</c> is a repository, <c>diagnostics.verified.txt</c> what a user reads,
/// and <c>output.verified.txt</c> what is rendered where no error stands in its way.
/// </summary>
internal sealed class GoldenCase
{
    public static readonly string Root = Repository.PathOf("tests", "MeshGitOps.Tests", "Cases");

    /// <summary>The day on which every case runs.</summary>
    public static readonly DateOnly Today = new(2026, 11, 20);

    public GoldenCase(string name)
    {
        Folder = Path.Combine(Root, name);
        var input = Path.Combine(Folder, "input");
        Files = Directory.GetFiles(input, "*", SearchOption.AllDirectories)
            .Select(file => KeyValuePair.Create(Path.GetRelativePath(input, file).Replace('\\', '/'), File.ReadAllText(file)))
            .ToList();
    }

    public static IEnumerable<string> Names =>
        Directory.GetDirectories(Root)
            .Where(folder => Directory.Exists(Path.Combine(folder, "input")))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal);

    public string Folder { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Files { get; }

    public PipelineResult Run() => Run(Files);

    public static PipelineResult Run(IEnumerable<KeyValuePair<string, string>> files, int maxParallelism = 2) =>
        Pipeline.Run(new InMemorySourceFolder(files), new PipelineOptions
        {
            MaxParallelism = maxParallelism,
            Suppression = new SuppressionOptions { Today = Today },
        });

    /// <summary>The findings as the text report prints them, and what the run takes for granted.</summary>
    public static string Findings(PipelineResult result)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var report = new TextReport(writer, TextStyle.Plain, path => path);
        foreach (var diagnostic in result.Diagnostics)
        {
            report.Write(diagnostic);
        }

        foreach (var (finding, suppression) in result.Suppressed)
        {
            writer.WriteLine($"suppressed: {finding.Id} at {finding.Location} by {suppression.Kind} at {suppression.Location}: {suppression.Justification}");
        }

        foreach (var assumption in result.Assumptions)
        {
            writer.WriteLine($"assumption: {assumption}");
        }

        return writer.ToString();
    }

    /// <summary>The whole output tree and the lock file in one text.</summary>
    public static string Output(PipelineResult result)
    {
        var text = new StringBuilder();
        foreach (var file in result.Tree.Files)
        {
            Append(text, file);
        }

        text.Append("==== lock file\n").Append(AddressLockFile.Write(result.Plan.Addresses));
        return text.ToString();
    }

    private static void Append(StringBuilder text, OutputFile file) =>
        text.Append(CultureInfo.InvariantCulture, $"==== {file.Path} ({file.Sharing}, from {file.Origin})\n")
            .Append(Encoding.UTF8.GetString(file.Bytes.Span));
}
