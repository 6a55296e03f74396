using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Workspace.Transactions;

/// <summary>
/// Changes an output so that it is, after a crash at any moment and the next command, either wholly as before or wholly as wanted:
/// everything new is staged and flushed, the journal is written and flushed, and only then the first file of the output is touched.
/// Needs the lock.
/// </summary>
internal sealed class Transaction(OutputNames names, Action<string>? afterStep)
{
    private readonly TransactionFiles _files = new(names);

    /// <summary>Whether a complete journal waits for somebody to finish it.</summary>
    public bool IsPending { get; private set; }

    /// <exception cref="IOException">The disk refuses; nothing was changed unless <see cref="IsPending"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    public void Run(OutputDifference difference)
    {
        Stage(difference);
        RollForward(Journal.Of(difference), JournalState.Fresh);
    }

    /// <summary>Finishes, or forgets, what an earlier command left.</summary>
    public ImmutableArray<Diagnostic> Recover()
    {
        if (_files.FindLink() is { } link)
        {
            return [names.LinkFinding(link)];
        }

        // A file without length is never opened: it could be a pipe.
        if (new FileInfo(_files.Journal) is not { Exists: true, Length: > 0 } || File.ReadAllBytes(_files.Journal) is not { } bytes || !Journal.IsComplete(bytes))
        {
            _files.RollBack();
            Step("roll back");
            return [];
        }

        IsPending = true;
        if (Journal.Read(bytes) is not { } journal)
        {
            return [Damaged("has a journal with a line that is not ours")];
        }

        var check = JournalCheck.Check(names, _files, journal);
        if (check.Reason is { } reason)
        {
            return [Damaged(reason)];
        }

        RollForward(check.Journal, JournalState.Recovered);
        return [];
    }

    /// <summary>Lets go of the lock and leaves no trace, unless something is still to be finished.</summary>
    public static void Release(OutputNames names, OutputLock held, bool isClean)
    {
        var files = new TransactionFiles(names);
        if (isClean)
        {
            files.Forget();
        }

        held.Dispose();
        if (isClean)
        {
            files.RemoveEmptyFolder();
        }
    }

    private void Stage(OutputDifference difference)
    {
        _files.Prepare(difference.Writes.Select(write => _files.Staged(write.Path.Value)));
        Step("prepare");
        var staged = difference.Writes.Select(write => _files.Staged(write.Path.Value)).ToArray();
        ParallelDisk.For(staged.Length, index =>
        {
            TransactionFiles.Write(staged[index], difference.Writes[index].Bytes.Span);
            Step("stage");
        });
        DiskFlush.Files(staged);
        Step("flush");
        TransactionFiles.Write(_files.Journal, Journal.Of(difference).ToBytes());
        Step("journal");
        DiskFlush.Files([_files.Journal]);
        IsPending = true;
        Step("journal flushed");
    }

    private void RollForward(Journal journal, JournalState state)
    {
        var writes = journal.Entries.Where(entry => entry.Hash is not null).ToArray();
        var deletes = journal.Entries.Where(entry => entry.Hash is null).ToArray();
        Move([.. writes.Where(entry => !entry.IsInventory)], state);
        Delete([.. deletes.Where(entry => !entry.IsInventory)]);
        Move([.. writes.Where(entry => entry.IsInventory)], state);
        Delete([.. deletes.Where(entry => entry.IsInventory)]);
        DiskFlush.FileSystemOf(_files.Journal);
        File.Delete(_files.Journal);
        IsPending = false;
        Step("journal deleted");
    }

    private void Move(JournalEntry[] entries, JournalState state)
    {
        var moved = _files.MoveNewFolders(entries.Where(entry => !entry.IsInventory).Select(entry => entry.Path.Value), Step);
        var rest = entries.Where(entry => !moved.Contains(OutputListing.FolderOf(entry.Path.Value))).ToArray();
        foreach (var folder in rest.Select(entry => OutputListing.FolderOf(entry.Path.Value)).Distinct())
        {
            Directory.CreateDirectory(names.FullPath(folder));
        }

        ParallelDisk.For(rest.Length, index =>
        {
            var path = rest[index].Path.Value;
            if (state == JournalState.Fresh || File.Exists(_files.Staged(path)))
            {
                File.Move(_files.Staged(path), names.FullPath(path), overwrite: true);
                Step("move");
            }
        });
    }

    private void Delete(JournalEntry[] entries)
    {
        ParallelDisk.For(entries.Length, index =>
        {
            if (Directory.Exists(names.FullPath(OutputListing.FolderOf(entries[index].Path.Value))))
            {
                File.Delete(names.FullPath(entries[index].Path.Value));
                Step("delete");
            }
        });
        foreach (var folder in entries.Select(entry => OutputListing.FolderOf(entry.Path.Value)).Distinct())
        {
            _files.RemoveEmptyFolders(folder);
            Step("remove folder");
        }
    }

    private Diagnostic Damaged(string reason) => Diagnostic.Create(
        WorkspaceDiagnostics.TransactionDamaged,
        names.Location(OutputNames.TransactionFolder),
        $"The unfinished changes in '{names.DisplayPath(OutputNames.TransactionFolder)}' cannot be trusted: the folder {reason}.",
        "Delete the folder, restore the output from git, and render again.");

    private void Step(string name) => afterStep?.Invoke(name);

    private enum JournalState
    {
        Fresh,
        Recovered,
    }
}
