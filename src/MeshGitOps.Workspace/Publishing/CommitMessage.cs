using System.Text;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>The message of a commit of rendered files: a first line from a template, and trailers that say where it comes from.</summary>
public static class CommitMessage
{
    public const string DefaultTemplate = "Render {shortSha}: {subject}";

    private const int MaxSubject = 200;

    /// <summary>What a template may say, with what it stands for.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = ["sha", "shortSha", "subject", "author", "branch", "workspace", "version"];

    /// <summary>A word between braces that is no placeholder; null where there is none.</summary>
    public static string? UnknownPlaceholder(string template) =>
        PlaceholdersOf(template).Select(placeholder => placeholder.Name).FirstOrDefault(name => !Placeholders.Contains(name, StringComparer.Ordinal));

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
            "subject" => OneLine(source.Subject),
            "author" => OneLine(source.Author),
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
        foreach (var (start, name) in PlaceholdersOf(template))
        {
            text.Append(template, position, start - position);
            position = start;
            if (valueOf(name) is { } value)
            {
                text.Append(value);
                position += name.Length + 2;
            }
        }

        return text.Append(template, position, template.Length - position).ToString();
    }

    private static IEnumerable<(int Start, string Name)> PlaceholdersOf(string template)
    {
        for (var open = template.IndexOf('{', StringComparison.Ordinal); open >= 0; open = template.IndexOf('{', open + 1))
        {
            var close = template.IndexOf('}', open);
            yield return (open, close < 0 ? template[(open + 1)..] : template[(open + 1)..close]);
        }
    }

    private static string OneLine(string value)
    {
        var line = new string([.. value.Select(character => char.IsControl(character) ? ' ' : character)]).Trim();
        return line.Length > MaxSubject ? line[..MaxSubject] : line;
    }
}
