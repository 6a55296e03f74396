using System.Globalization;
using System.Text;
using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace.Git;

/// <summary>Lists a commit with the lengths of its files, also where some of their contents are not in the repository.</summary>
internal static class CommitReader
{
    /// <summary>Null where the commit has more than <see cref="CommitListing.MaxEntries"/> files and folders.</summary>
    /// <param name="commit">The name of an object; not what a user wrote.</param>
    /// <exception cref="GitException">A folder of the commit is not in the repository, or git failed.</exception>
    public static CommitFolder? Read(GitCommand command, string commit, int maxEntries = CommitListing.MaxEntries)
    {
        try
        {
            return List(command, maxEntries, "ls-tree", "-r", "-z", "--long", "--full-tree", commit)?.Root;
        }
        catch (GitException)
        {
            // In a partial clone the length of a missing file is an error, and stands for nothing else: what is there is asked for one by one.
            return ReadPartial(command, commit, maxEntries);
        }
    }

    private static CommitFolder? ReadPartial(GitCommand command, string commit, int maxEntries)
    {
        var listing = List(command, maxEntries, "ls-tree", "-r", "-z", "--full-tree", commit);
        if (listing is null)
        {
            return null;
        }

        var lengths = Lengths(command, listing, Missing(command, commit));
        foreach (var folder in listing.Folders)
        {
            folder.SetLengths(entry => lengths.TryGetValue(entry.Id, out var length) ? length : null);
        }

        return listing.Root;
    }

    private static CommitListing? List(GitCommand command, int maxEntries, params ReadOnlySpan<string> arguments)
    {
        using var process = command.Start(GitTrust.Isolated, arguments);
        if (CommitListing.Read(process.Output, maxEntries) is not { } listing)
        {
            return null;
        }

        var result = process.Finish();
        return result.Succeeded ? listing : throw new GitException($"git says: {result.Reason}", result.Error);
    }

    /// <summary>The only question about objects that never fetches and never fails for one that is missing.</summary>
    private static HashSet<GitObjectId> Missing(GitCommand command, string commit)
    {
        var missing = new HashSet<GitObjectId>();
        using var process = command.Start(GitTrust.Isolated, "rev-list", "--objects", "--missing=print", "--no-object-names", $"{commit}^{{tree}}");
        using var lines = new StreamReader(process.Output, Encoding.ASCII);
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith('?') && GitObjectId.Parse(Encoding.ASCII.GetBytes(line[1..])) is { } id)
            {
                missing.Add(id);
            }
        }

        return missing;
    }

    private static Dictionary<GitObjectId, long> Lengths(GitCommand command, CommitListing listing, HashSet<GitObjectId> missing)
    {
        var present = listing.Folders
            .SelectMany(folder => folder.Entries)
            .Where(entry => entry.Kind is EntryKind.File or EntryKind.Link && !missing.Contains(entry.Id))
            .Select(entry => entry.Id)
            .Distinct()
            .ToList();
        var input = Encoding.ASCII.GetBytes(string.Concat(present.Select(id => $"{id}\n")));
        var result = command.Run(GitTrust.Isolated, input, "cat-file", "--batch-check=%(objectsize)");
        var lengths = new Dictionary<GitObjectId, long>();
        foreach (var (id, line) in present.Zip(result.Text.Split('\n')))
        {
            if (long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                lengths.Add(id, length);
            }
        }

        return lengths;
    }
}
