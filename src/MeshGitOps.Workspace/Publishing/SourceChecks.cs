using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>Whether the working tree holds what its commit says.</summary>
public static class SourceChecks
{
    private const int Shown = 5;

    /// <summary>
    /// One finding for what differs and could be read by a render: YAML, templates and Corefiles. What a build leaves beside them is no source,
    /// and neither is the output.
    /// </summary>
    /// <param name="output">The output directory from the root of the repository; null for none.</param>
    public static ImmutableArray<Diagnostic> Check(GitRepository repository, string? output)
    {
        GitResult status;
        try
        {
            status = repository.Command.Run(GitTrust.User, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--ignore-submodules=all", "--no-renames");
        }
        catch (GitException exception)
        {
            return [GitRepository.Failed(new SourceText("git", "").Start, exception)];
        }

        if (!status.Succeeded)
        {
            return [GitRepository.Failed(new SourceText("git", "").Start, new GitException($"git says: {status.Reason}"))];
        }

        var changed = Encoding.UTF8.GetString(status.Output).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry[3..])
            .Where(path => IsRead(path) && (output is null || !path.StartsWith(output + "/", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
            .ToList();
        return changed.Count == 0
            ? []
            :
            [
                Diagnostic.Create(
                    PublishDiagnostics.SourceDirty,
                    new SourceText(changed[0], "").Start,
                    $"{(changed.Count == 1 ? "A file differs" : $"{changed.Count} files differ")} from the commit that would be published: {List(changed)}.",
                    "Commit, or leave them out with '--allow-dirty': the commit is published, and not what lies in the working tree."),
            ];
    }

    private static string List(List<string> paths) =>
        string.Join(", ", paths.Take(Shown).Select(path => $"'{path}'")) + (paths.Count > Shown ? ", ..." : "");

    private static bool IsRead(string path) =>
        path.EndsWith(".yaml", StringComparison.Ordinal)
        || path.EndsWith(".yml", StringComparison.Ordinal)
        || path.EndsWith(".hbs", StringComparison.Ordinal)
        || path.Contains("Corefile", StringComparison.Ordinal);
}
