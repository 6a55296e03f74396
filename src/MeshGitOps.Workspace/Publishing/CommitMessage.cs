using System.Text;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>The message of a commit of rendered files: a first line from a template, and trailers that say where it comes from.</summary>
public static class CommitMessage
{
    public const string DefaultTemplate = "Render {shortSha}: {subject}";

    private const int MaxSubject = 200;

    /// <summary>What a template may say, with what it stands for.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = ["sha", "shortSha", "subject", "author", "branch", "workspace", "version"];

    /// <summary>What stands between braces and is no placeholder, with them; null where there is none.</summary>
    public static string? UnknownPlaceholder(string template) =>
        PlaceholdersOf(template).FirstOrDefault(written => !Placeholders.Contains(NameOf(written.Text), StringComparer.Ordinal)).Text;

    /// <summary>
    /// A value is one line whatever the source commit says, and the trailers are a paragraph of their own:
    /// nothing in a subject can forge one.
    /// </summary>
    public static string Write(string template, SourceCommit source, string branch, string workspace, string? repositoryUrl, string toolVersion)
    {
        var text = new StringBuilder(Fill(template, name => name switch
        {
            "sha" => source.Sha,
            "shortSha" => source.Sha[..12],
            "subject" => OneLine(SecretText.Redact(source.Subject)),
            "author" => OneLine(SecretText.Redact(source.Author)),
            "branch" => branch,
            "workspace" => workspace.Length == 0 ? "." : workspace,
            "version" => toolVersion,
            _ => null,
        }));
        text.Append("\n\n").Append("Meshgitops-source-commit: ").Append(source.Sha);
        if (repositoryUrl is not null)
        {
            text.Append("\nMeshgitops-source-repository: ").Append(OneLine(RepositoryUrl.WithoutCredentials(repositoryUrl)));
        }

        if (workspace.Length > 0)
        {
            text.Append("\nMeshgitops-workspace: ").Append(OneLine(workspace));
        }

        return text.Append("\nMeshgitops-version: ").Append(toolVersion).Append('\n').ToString();
    }

    /// <summary>In one pass: braces of a value stay what they are.</summary>
    private static string Fill(string template, Func<string, string?> valueOf)
    {
        var text = new StringBuilder();
        var position = 0;
        foreach (var (start, written) in PlaceholdersOf(template))
        {
            text.Append(template, position, start - position).Append(valueOf(NameOf(written)) ?? written);
            position = start + written.Length;
        }

        return text.Append(template, position, template.Length - position).ToString();
    }

    /// <summary>With their braces; the last one may lack the second.</summary>
    private static IEnumerable<(int Start, string Text)> PlaceholdersOf(string template)
    {
        for (var open = template.IndexOf('{', StringComparison.Ordinal); open >= 0;)
        {
            var close = template.IndexOf('}', open);
            var end = close < 0 ? template.Length : close + 1;
            yield return (open, template[open..end]);
            open = template.IndexOf('{', end);
        }
    }

    private static string NameOf(string written) => written.EndsWith('}') ? written[1..^1] : written;

    private static string OneLine(string value)
    {
        var line = new string([.. value.Select(character => char.IsControl(character) ? ' ' : character)]).Trim();
        return line.Length <= MaxSubject ? line : line[..(char.IsHighSurrogate(line[MaxSubject - 1]) ? MaxSubject - 1 : MaxSubject)];
    }
}
