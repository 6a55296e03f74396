using System.Text.Json;
using MeshGitOps.Cli;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.EndToEnd.Git;

/// <summary>Commits of a published branch, looked at through git alone.</summary>
internal static class PublishedCommit
{
    private static readonly string[] OfTheBranch = ["hydrator.metadata", "README.md", ".gitattributes"];

    /// <summary>The source that a commit says it was rendered from.</summary>
    public static string DrySha(ScratchRepository repository, string commit)
    {
        using var metadata = JsonDocument.Parse(repository.Git("show", $"{commit}:hydrator.metadata"));
        return metadata.RootElement.GetProperty("drySha").GetString() ?? "";
    }

    /// <summary>The source of each commit, rendered again, is the tree of it: nothing is missing, nothing else is there but what the branch itself has.</summary>
    /// <param name="repository">Holds the published commits and their sources.</param>
    public static void AssertRendersToItsTree(ScratchRepository repository, string commit, string folder = "")
    {
        var opened = GitRepository.Open(repository.Root).Value ?? throw new InvalidOperationException("It is a repository.");
        var session = new CommandSession { Output = TextWriter.Null, Error = TextWriter.Null, CurrentDirectory = repository.Root };
        using var run = WorkspaceRun.OpenCommit(opened, DrySha(repository, commit), folder, session);
        var rendered = run.Run(new PipelineOptions()).Tree.Files
            .Select(file => $"{GitObjectName.OfBlob(opened.ObjectFormat, file.Bytes.Span)} {file.Path.Value}");
        var published = GitTree.Files(opened.Command, commit)
            .Where(file => !OfTheBranch.Contains(file.Path) && !file.Path.EndsWith("/inventory", StringComparison.Ordinal))
            .Select(file => $"{file.Id} {file.Path}");
        Assert.Equal(rendered.Order(StringComparer.Ordinal), published.Order(StringComparer.Ordinal));
    }
}
