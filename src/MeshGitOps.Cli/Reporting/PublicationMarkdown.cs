using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Cli.Reporting;

/// <summary>A publication for the summary of a CI step: the branches with their commits, and the files folded away.</summary>
internal static class PublicationMarkdown
{
    private const int ShortName = 12;
    private const int MaxName = 300;
    private const int MaxBranches = 100;

    /// <summary>Of each kind of change.</summary>
    private const int MaxPaths = 50;

    public static string Of(ReportedPublication publication)
    {
        var text = new StringBuilder($"## {HeadOf(publication)}\n\n");
        text.Append($"Source {MarkdownText.Code(publication.Source[..ShortName])}");
        text.Append(publication.Request.Phase == default ? ".\n" : $", phase {publication.Request.Phase}.\n");
        ImmutableArray<MovedBranch> branches = [.. publication.Branches];
        if (!branches.IsEmpty)
        {
            text.Append("\n| Branch | Before | After |\n|---|---|---|\n");
            foreach (var moved in branches.Take(MaxBranches))
            {
                var name = MarkdownText.Code(ShortText.Of(moved.Branch.Name, MaxName));
                var proposed = moved.Branch.Base is { } branch ? $" for {MarkdownText.Code(ShortText.Of(branch, MaxName))}" : "";
                text.Append($"| {name}{proposed} | {(moved.Old is { } old ? MarkdownText.Code(old[..ShortName]) : "")} | {MarkdownText.Code(moved.New[..ShortName])} |\n");
            }

            text.Append(branches.Length > MaxBranches ? $"\n... and {Plural.Of(branches.Length - MaxBranches, "more branch", "more branches")}.\n" : "");
        }

        AppendFiles(text, "new", publication.Difference.Added);
        AppendFiles(text, "changed", publication.Difference.Changed);
        AppendFiles(text, "removed", publication.Difference.Removed);
        return text.ToString();
    }

    private static string HeadOf(ReportedPublication publication) => publication.Outcome switch
    {
        "published" => $"✅ meshgitops publish: {(publication.IsPushed ? "pushed" : "committed")}, {Plural.Of(publication.Branches.Count(moved => moved.IsChanged), "branch moves", "branches move")}",
        "unchanged" => "✅ meshgitops publish: everything is published already",
        "unpushed" => "❌ meshgitops publish: committed here, and not pushed",
        _ => "❌ meshgitops publish: nothing was published",
    };

    private static void AppendFiles(StringBuilder text, string change, ImmutableArray<OutputPath> paths)
    {
        if (paths.IsEmpty)
        {
            return;
        }

        text.Append($"\n<details><summary>{Plural.Of(paths.Length, $"{change} file")}</summary>\n\n");
        foreach (var path in paths.Take(MaxPaths))
        {
            text.Append($"- {MarkdownText.Code(ShortText.Of(path.Value, MaxName))}\n");
        }

        text.Append(paths.Length > MaxPaths ? $"- ... and {paths.Length - MaxPaths} more\n" : "");
        text.Append("\n</details>\n");
    }
}
