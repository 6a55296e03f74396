using System.Text.Json;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>
/// A commit in another repository that the source commit was made for, as an image updater notes it.
/// The trailers are those of Argo CD (docs/user-guide/source-hydrator, "Commit Tracing").
/// </summary>
public sealed record ReferencedCommit
{
    private const string Prefix = "Argocd-reference-commit-";

    public string? Author { get; init; }

    public string? Date { get; init; }

    public string? Subject { get; init; }

    public string? Body { get; init; }

    public string? Sha { get; init; }

    public string? RepoUrl { get; init; }

    /// <summary>The message without the trailers that were understood, and what they say; null where there are none.</summary>
    internal static (string Body, ReferencedCommit? Reference) TakeOut(string body)
    {
        var kept = new List<string>();
        var reference = new ReferencedCommit();
        foreach (var line in body.Split('\n'))
        {
            if (Read(reference, line) is { } read)
            {
                reference = read;
            }
            else
            {
                kept.Add(line);
            }
        }

        return (string.Join('\n', kept).TrimEnd(), reference == new ReferencedCommit() ? null : reference);
    }

    private static ReferencedCommit? Read(ReferencedCommit reference, string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !line.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var value = line[(colon + 1)..].Trim();
        return line[Prefix.Length..colon].ToLowerInvariant() switch
        {
            "author" => reference with { Author = value },
            "date" => reference with { Date = value },
            "subject" => reference with { Subject = value },
            "body" => reference with { Body = Unquoted(value) },
            "sha" => reference with { Sha = value },
            "repourl" => reference with { RepoUrl = value },
            _ => null,
        };
    }

    /// <summary>A body is one JSON string, because a trailer is one line.</summary>
    private static string? Unquoted(string value)
    {
        try
        {
            using var document = JsonDocument.Parse(value);
            return document.RootElement.ValueKind == JsonValueKind.String ? document.RootElement.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
