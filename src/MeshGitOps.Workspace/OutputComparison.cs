using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Workspace.Sources;
using MeshGitOps.Workspace.Transactions;

namespace MeshGitOps.Workspace;

/// <summary>Compares a rendered tree with an output; each new file is hashed once, each old one read once.</summary>
internal sealed class OutputComparison
{
    private readonly IOutputFiles _files;
    private readonly OutputListing _listing;
    private readonly ImmutableArray<FoundInventory> _inventories;
    private readonly Dictionary<string, InventoryLine> _owned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<InventoryLine>> _lines = new(StringComparer.Ordinal);
    private readonly DiagnosticBag _bag = new();
    private readonly List<OutputPath> _added = [];
    private readonly List<OutputPath> _changed = [];
    private readonly List<OutputPath> _removed = [];
    private readonly List<OutputPath> _unchanged = [];
    private readonly List<OutputPath> _handEdited = [];
    private readonly List<PendingFile> _writes = [];
    private readonly List<PendingDelete> _deletes = [];

    private OutputComparison(IOutputFiles files, OutputListing listing, ImmutableArray<FoundInventory> inventories)
    {
        _files = files;
        _listing = listing;
        _inventories = inventories;
        foreach (var line in inventories.SelectMany(found => found.Inventory.Lines))
        {
            _owned.Add(line.Path.Value, line);
        }
    }

    public static Diagnosed<OutputDifference> Compare(IOutputFiles files, OutputTree tree, Shard shard)
    {
        var listing = new OutputListing(files);
        var read = InventoryFolder.Read(files, listing, shard.Holds);
        if (!read.Diagnostics.IsEmpty)
        {
            return new(OutputDifference.None, read.Diagnostics);
        }

        var comparison = new OutputComparison(files, listing, read.Value);
        comparison.CompareFiles(tree.Files);
        comparison.FindRemoved(tree.Files);
        comparison.CompareInventories();
        return new(comparison.ToDifference(), DiagnosticOrder.Sort(comparison._bag.ToImmutable()));
    }

    private void CompareFiles(ImmutableArray<OutputFile> files)
    {
        foreach (var file in files)
        {
            if (!Inventory.IsOwnPath(file.Cluster, file.Path.Value))
            {
                throw new ArgumentException($"'{file.Path}' does not lie where files of cluster '{file.Cluster}' belong.", nameof(files));
            }

            _listing.Load(OutputListing.FolderOf(file.Path.Value));
        }

        var compared = new ComparedFile[files.Length];
        ParallelDisk.For(files.Length, index => compared[index] = CompareFile(files[index]));
        for (var i = 0; i < files.Length; i++)
        {
            Take(files[i], compared[i]);
        }
    }

    private ComparedFile CompareFile(OutputFile file)
    {
        var path = file.Path.Value;
        var bytes = file.Bytes.Span;
        var hash = FileContent.Hash(bytes);
        var entry = _listing.At(path);
        var owned = _owned.GetValueOrDefault(path);
        if (entry.Kind is null)
        {
            return new(owned is null ? FileState.Added : FileState.Changed, hash, null, entry);
        }

        if (entry.Kind != EntryKind.File || entry.IsAbove)
        {
            return new(FileState.InTheWay, hash, null, entry);
        }

        if (_files.Holds(entry, bytes))
        {
            return new(FileState.Unchanged, hash, hash, entry);
        }

        if (owned is null)
        {
            return new(FileState.InTheWay, hash, null, entry);
        }

        var previous = _files.HashOf(entry);
        return new(IsOurs(owned, previous) ? FileState.Changed : FileState.HandEdited, hash, previous, entry);
    }

    /// <summary>The list of a folder's files is merged line by line as its inventory is, and neither branch wrote what comes of it.</summary>
    private static bool IsOurs(InventoryLine line, string hash) =>
        line.IsHashOfOurs(hash) || (line.IsMerged && KustomizationFile.IsOne(line.Path));

    private void Take(OutputFile file, ComparedFile compared)
    {
        AddLine(file.Cluster, new InventoryLine(compared.Hash, file.Sharing, file.Path, file.Origin));
        if (compared.State == FileState.InTheWay)
        {
            ReportInTheWay(compared.Entry);
            return;
        }

        if (compared.State == FileState.Unchanged)
        {
            _unchanged.Add(file.Path);
            return;
        }

        (compared.State == FileState.Added ? _added : _changed).Add(file.Path);
        if (compared.State == FileState.HandEdited)
        {
            _handEdited.Add(file.Path);
        }

        _writes.Add(new PendingFile(file.Path, file.Bytes, compared.Hash, compared.PreviousHash));
    }

    private void FindRemoved(ImmutableArray<OutputFile> files)
    {
        var rendered = files.Select(file => file.Path.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var inventory in _inventories.Select(found => found.Inventory))
        {
            foreach (var line in inventory.Lines.Where(line => !rendered.Contains(line.Path.Value)))
            {
                _listing.Load(OutputListing.FolderOf(line.Path.Value));
                Leave(inventory.Cluster, line, _listing.At(line.Path.Value));
            }
        }
    }

    /// <summary>A file that is no longer rendered. One that vanished already is only forgotten.</summary>
    private void Leave(string cluster, InventoryLine line, OutputEntry entry)
    {
        if (entry.Kind == EntryKind.Link)
        {
            _bag.Add(_files.Names.LinkFinding(entry.Path));
        }
        else if (entry.Kind == EntryKind.File && !entry.IsAbove)
        {
            if (line.Sharing == OutputSharing.Shared)
            {
                AddLine(cluster, line);
                return;
            }

            var previous = _files.HashOf(entry);
            _removed.Add(line.Path);
            _deletes.Add(new PendingDelete(line.Path, previous));
            if (!IsOurs(line, previous))
            {
                _handEdited.Add(line.Path);
            }
        }
    }

    private void CompareInventories()
    {
        var found = _inventories.ToDictionary(inventory => inventory.Inventory.Cluster, StringComparer.Ordinal);
        foreach (var (cluster, lines) in _lines.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var path = Inventory.PathOf(cluster);
            var bytes = new Inventory(cluster, [.. lines.OrderBy(line => line.Path.Value, StringComparer.Ordinal)]).ToBytes();
            var old = found.GetValueOrDefault(cluster);
            if (old is null)
            {
                _listing.Load(OutputListing.FolderOf(path.Value));
                if (_listing.At(path.Value) is { Kind: not null } obstacle)
                {
                    ReportInTheWay(obstacle);
                    continue;
                }
            }

            if (old is not null && old.Bytes.AsSpan().SequenceEqual(bytes))
            {
                _unchanged.Add(path);
                continue;
            }

            (old is null ? _added : _changed).Add(path);
            _writes.Add(new PendingFile(path, bytes, FileContent.Hash(bytes), old?.Hash));
        }

        foreach (var old in _inventories.Where(old => !_lines.ContainsKey(old.Inventory.Cluster)))
        {
            var path = Inventory.PathOf(old.Inventory.Cluster);
            _removed.Add(path);
            _deletes.Add(new PendingDelete(path, old.Hash));
        }
    }

    private void AddLine(string cluster, InventoryLine line)
    {
        if (!_lines.TryGetValue(cluster, out var lines))
        {
            _lines.Add(cluster, lines = []);
        }

        lines.Add(line);
    }

    private void ReportInTheWay(OutputEntry entry) => _bag.Add(entry.Kind switch
    {
        EntryKind.Link => _files.Names.LinkFinding(entry.Path),
        EntryKind.Folder => _files.Names.InTheWayFinding(entry.Path, "is a folder, where a file is to be written"),
        _ when entry.IsAbove => _files.Names.InTheWayFinding(entry.Path, "is a file, where a folder is needed"),
        _ => _files.Names.InTheWayFinding(entry.Path, "is in the way of a rendered file and in no inventory"),
    });

    private OutputDifference ToDifference() => new()
    {
        Added = Sorted(_added),
        Changed = Sorted(_changed),
        Removed = Sorted(_removed),
        Unchanged = Sorted(_unchanged),
        HandEdited = Sorted(_handEdited),
        Writes = [.. _writes],
        Deletes = [.. _deletes],
        Inventories = _inventories.ToImmutableSortedDictionary(found => found.Path, found => found.Hash, StringComparer.Ordinal),
    };

    private static ImmutableArray<OutputPath> Sorted(List<OutputPath> paths) => [.. paths.Order()];

    private readonly record struct ComparedFile(FileState State, string Hash, string? PreviousHash, OutputEntry Entry);

    private enum FileState
    {
        Added,
        Changed,
        Unchanged,
        HandEdited,
        InTheWay,
    }
}
