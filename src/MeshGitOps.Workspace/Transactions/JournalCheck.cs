using System.Collections.Immutable;
using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace.Transactions;

/// <summary>Looks at everything that an unfinished journal would touch, before anything is touched.</summary>
internal static class JournalCheck
{
    /// <summary>
    /// The entries that can be finished. A file that somebody changed since the crash is left alone:
    /// the next comparison calls it edited by hand.
    /// </summary>
    public static (Journal Journal, string? Reason) Check(OutputNames names, TransactionFiles files, Journal journal)
    {
        var listing = new OutputListing(new OutputFilesOnDisk(names));
        var entries = ImmutableArray.CreateBuilder<JournalEntry>(journal.Entries.Length);
        foreach (var entry in journal.Entries)
        {
            var path = entry.Path.Value;
            var staged = files.Staged(path);
            var isStaged = entry.Hash is not null && File.Exists(staged);
            if (isStaged && FileContent.HashOf(staged, new FileInfo(staged).Length) != entry.Hash)
            {
                return (journal, $"has other bytes for '{path}' than its journal says");
            }

            listing.Load(OutputListing.FolderOf(path));
            var target = listing.At(path);
            if (target.Kind == EntryKind.Link || target.IsAbove)
            {
                return (journal, $"has a journal that leads to '{target.Path}', which is no folder of ours");
            }

            if (target.Kind is null || (target.Kind == EntryKind.File && IsAsLeft(names, entry, target)))
            {
                entries.Add(entry);
            }
            else if (isStaged)
            {
                File.Delete(staged);
            }
        }

        return (new Journal(entries.DrainToImmutable()), null);
    }

    private static bool IsAsLeft(OutputNames names, JournalEntry entry, OutputEntry target)
    {
        var hash = FileContent.HashOf(names.FullPath(entry.Path.Value), target.Length);
        return hash == entry.Hash || hash == entry.PreviousHash;
    }
}
