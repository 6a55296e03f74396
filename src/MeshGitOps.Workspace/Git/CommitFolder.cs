using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace.Git;

/// <summary>A folder of a commit. It is filled in the order of git, then completed, and never changes again.</summary>
internal sealed class CommitFolder
{
    private const int MaxUnnameable = 10;

    private SortedSet<string>? _unnameable;
    private List<CommitEntry> _entries = [];

    /// <summary>Sorted ordinally once it is complete, each name once.</summary>
    public IReadOnlyList<CommitEntry> Entries => _entries;

    /// <summary>What a person is told of the first entries whose names are no paths.</summary>
    public IReadOnlyCollection<string> Unnameable => _unnameable ?? (IReadOnlyCollection<string>)[];

    /// <summary>The folder that was added last, where it has this name, else a new one.</summary>
    public CommitFolder FolderOf(string name, out bool isNew)
    {
        isNew = false;
        if (_entries is [.., { Folder: { } last } entry] && entry.Name == name)
        {
            return last;
        }

        isNew = true;
        var folder = new CommitFolder();
        _entries.Add(new CommitEntry(name, EntryKind.Folder, default, null, folder));
        return folder;
    }

    public void Add(CommitEntry entry) => _entries.Add(entry);

    public void AddUnnameable(string shown)
    {
        _unnameable ??= new SortedSet<string>(StringComparer.Ordinal);
        if (_unnameable.Count < MaxUnnameable)
        {
            _unnameable.Add(shown);
        }
    }

    /// <summary>A name that a tree has twice, which git never writes but reads, stands for the first of them.</summary>
    public void Complete()
    {
        for (var i = 1; i < _entries.Count; i++)
        {
            if (string.CompareOrdinal(_entries[i - 1].Name, _entries[i].Name) >= 0)
            {
                _entries = [.. _entries.DistinctBy(entry => entry.Name, StringComparer.Ordinal).OrderBy(entry => entry.Name, StringComparer.Ordinal)];
                break;
            }
        }

        _entries.TrimExcess();
    }

    /// <summary>Sets what was not known when the commit was listed.</summary>
    public void SetLengths(Func<CommitEntry, long?> lengthOf)
    {
        for (var i = 0; i < _entries.Count; i++)
        {
            _entries[i] = _entries[i] with { Length = lengthOf(_entries[i]) };
        }
    }

    public CommitEntry? Find(ReadOnlySpan<char> name)
    {
        var (low, high) = (0, _entries.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (_entries[middle].Name.AsSpan().SequenceCompareTo(name))
            {
                case 0:
                    return _entries[middle];
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return null;
    }
}
