using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Sources;
using MeshGitOps.Workspace.Transactions;

namespace MeshGitOps.Workspace;

/// <summary>
/// The folder that manifests are rendered into. Only what differs is written; only what an inventory says is ours, and nobody edited,
/// is replaced or deleted. A crash at any moment costs nothing: what was begun is finished, or forgotten, by the next <see cref="Open"/>.
/// </summary>
public sealed class OutputFolder : RenderedOutput
{
    private readonly OutputNames _names;

    private OutputFolder(OutputNames names)
    {
        _names = names;
        Files = new OutputFilesOnDisk(names);
    }

    internal override IOutputFiles Files { get; }

    /// <summary>Called after each step that changes the disk, with its name; for tests that stop there. From several threads.</summary>
    internal Action<string>? AfterStep { get; set; }

    /// <summary>
    /// The folder, which need not exist yet; changes that another command left unfinished are rolled forward or back first.
    /// </summary>
    /// <param name="directory">Its absolute path.</param>
    /// <param name="displayName">What findings call it, as <c>rendered</c>: relative to the repository where it lies there.</param>
    public static Diagnosed<OutputFolder?> Open(string directory, string displayName) => Open(directory, displayName, null);

    internal static Diagnosed<OutputFolder?> Open(string directory, string displayName, Action<string>? afterStep)
    {
        var names = new OutputNames(Path.TrimEndingDirectorySeparator(directory), displayName.TrimEnd('/'));
        var folder = new OutputFolder(names) { AfterStep = afterStep };
        var findings = names.Guard(folder.CheckAndRecover);
        return new(findings.IsEmpty ? folder : null, findings);
    }

    /// <summary>The same folder as a shard sees it.</summary>
    public OutputFolder Of(Shard shard) => new(_names) { AfterStep = AfterStep, Shard = shard };

    /// <summary>
    /// Makes the changes, all or nothing. Refuses hand-edited files
    /// (<see cref="OutputDifference.Overwriting"/> gives them up) and an output that another command changed since it was compared.
    /// </summary>
    public ImmutableArray<Diagnostic> Apply(OutputDifference difference)
    {
        if (!difference.HandEdited.IsEmpty)
        {
            return HandEditedFindings(difference);
        }

        return difference.IsEmpty ? [] : _names.Guard(() => ApplyLocked(difference));
    }

    private ImmutableArray<Diagnostic> CheckAndRecover()
    {
        foreach (var path in new[] { "", ".meshgitops", OutputNames.TransactionFolder })
        {
            var full = new FileInfo(_names.FullPath(path));
            if (full.LinkTarget is not null)
            {
                return [_names.LinkFinding(path)];
            }

            if (full.Exists)
            {
                return [_names.InTheWayFinding(path, "is a file, where a folder is needed")];
            }
        }

        if (!Directory.Exists(_names.FullPath(OutputNames.TransactionFolder)))
        {
            return [];
        }

        using var held = OutputLock.TryTake(_names.FullPath(OutputNames.TransactionFolder));
        if (held is null)
        {
            return [Locked()];
        }

        var findings = new Transaction(_names, AfterStep).Recover();
        Transaction.Release(_names, held, findings.IsEmpty);
        return findings;
    }

    private ImmutableArray<Diagnostic> ApplyLocked(OutputDifference difference)
    {
        var transaction = new Transaction(_names, AfterStep);
        using var held = OutputLock.TryTake(_names.FullPath(OutputNames.TransactionFolder));
        if (held is null)
        {
            return [Locked()];
        }

        var findings = transaction.Recover();
        if (!findings.IsEmpty)
        {
            return findings;
        }

        if (!InventoryFolder.Hashes(Files, Shard.Holds).SequenceEqual(difference.Inventories))
        {
            findings =
            [
                Diagnostic.Create(
                    WorkspaceDiagnostics.OutputChangedMeanwhile,
                    _names.Location(""),
                    $"Another command changed the output '{_names.DisplayName}' meanwhile.",
                    "Start again."),
            ];
        }

        try
        {
            if (findings.IsEmpty)
            {
                transaction.Run(difference);
            }
        }
        catch (Exception exception) when (DiskFailure.Is(exception))
        {
            Transaction.Release(_names, held, isClean: !transaction.IsPending);
            throw;
        }

        Transaction.Release(_names, held, isClean: true);
        return findings;
    }

    private Diagnostic Locked() => Diagnostic.Create(
        WorkspaceDiagnostics.OutputLocked,
        _names.Location(""),
        $"Another command is writing the output '{_names.DisplayName}'.",
        "Wait for the other command, then start again.");
}
