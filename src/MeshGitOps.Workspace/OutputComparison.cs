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
    }

    public static Diagnosed<OutputDifference> Compare(IOutputFiles files, OutputTree tree, Shard shard)
    {
        var listing = new OutputListing(files);
        var found = InventoryFolder.Find(files, listing, shard.Holds);
        if (!found.Diagnostics.IsEmpty)
        {
            return new(OutputDifference.None, found.Diagnostics);
        }

        var comparison = new OutputComparison(files, listing, found.Value);
        var held = comparison.Look(tree.Files);
        var settled = comparison.Settle(tree.Files, held);
        if (!comparison.ReadInventories(settled))
        {
            return new(OutputDifference.None, DiagnosticOrder.Sort(comparison._bag.ToImmutable()));
        }

        comparison.CompareFiles(tree.Files, held, settled);
        comparison.FindRemoved(tree.Files, settled);
        comparison.CompareInventories(settled);
        return new(comparison.ToDifference(), DiagnosticOrder.Sort(comparison._bag.ToImmutable()));
    }

    /// <summary>What lies in the place of each file, and whether it is the same.</summary>
    private LookedAt[] Look(ImmutableArray<OutputFile> files)
    {
        foreach (var file in files)
        {
            if (!Inventory.IsOwnPath(file.Cluster, file.Path.Value))
            {
                throw new ArgumentException($"'{file.Path}' does not lie where files of cluster '{file.Cluster}' belong.", nameof(files));
            }

            _listing.Load(OutputListing.FolderOf(file.Path.Value));
        }

        var looked = new LookedAt[files.Length];
        ParallelDisk.For(files.Length, index =>
        {
            var entry = _listing.At(files[index].Path.Value);
            var bytes = files[index].Bytes.Span;
            looked[index] = new(FileContent.Hash(bytes), entry, entry is { Kind: EntryKind.File, IsAbove: false } && _files.Holds(entry, bytes));
        });
        return looked;
    }

    /// <summary>
    /// The clusters that have nothing to change: every file is the same, and so is the inventory, to the byte. Most of a large fleet is so in
    /// most runs, and what its inventories say need not be read then.
    /// </summary>
    private HashSet<string> Settle(ImmutableArray<OutputFile> files, LookedAt[] looked)
    {
        var lines = new Dictionary<string, ImmutableArray<InventoryLine>.Builder>(StringComparer.Ordinal);
        var differing = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < files.Length; i++)
        {
            var file = files[i];
            if (!looked[i].IsSame)
            {
                differing.Add(file.Cluster);
            }
            else if (lines.TryGetValue(file.Cluster, out var ofCluster))
            {
                ofCluster.Add(new InventoryLine(looked[i].Hash, file.Sharing, file.Path, file.Origin));
            }
            else
            {
                lines.Add(file.Cluster, ImmutableArray.CreateBuilder<InventoryLine>());
                lines[file.Cluster].Add(new InventoryLine(looked[i].Hash, file.Sharing, file.Path, file.Origin));
            }
        }

        var settled = new HashSet<string>(StringComparer.Ordinal);
        foreach (var found in _inventories.Where(found => lines.ContainsKey(found.Cluster) && !differing.Contains(found.Cluster)))
        {
            if (new Inventory(found.Cluster, lines[found.Cluster].DrainToImmutable()).ToBytes().AsSpan().SequenceEqual(found.Bytes))
            {
                settled.Add(found.Cluster);
            }
        }

        return settled;
    }

    /// <summary>False where one cannot be read, which is reported.</summary>
    private bool ReadInventories(HashSet<string> settled)
    {
        foreach (var found in _inventories.Where(found => !settled.Contains(found.Cluster)))
        {
            _bag.AddRange(found.Problems);
            foreach (var line in found.Inventory.Lines)
            {
                _owned.Add(line.Path.Value, line);
            }
        }

        return _bag.Count == 0;
    }

    private void CompareFiles(ImmutableArray<OutputFile> files, LookedAt[] looked, HashSet<string> settled)
    {
        var compared = new ComparedFile[files.Length];
        ParallelDisk.For(files.Length, index => compared[index] = CompareFile(files[index], looked[index]));
        for (var i = 0; i < files.Length; i++)
        {
            if (settled.Contains(files[i].Cluster))
            {
                _unchanged.Add(files[i].Path);
            }
            else
            {
                Take(files[i], compared[i]);
            }
        }
    }

    private ComparedFile CompareFile(OutputFile file, LookedAt looked)
    {
        if (looked.IsSame)
        {
            return new(FileState.Unchanged, looked.Hash, looked.Hash, looked.Entry);
        }

        var owned = _owned.GetValueOrDefault(file.Path.Value);
        if (looked.Entry.Kind is null)
        {
            return new(owned is null ? FileState.Added : FileState.Changed, looked.Hash, null, looked.Entry);
        }

        if (looked.Entry.Kind != EntryKind.File || looked.Entry.IsAbove || owned is null)
        {
            return new(FileState.InTheWay, looked.Hash, null, looked.Entry);
        }

        var previous = _files.HashOf(looked.Entry);
        return new(IsOurs(owned, previous) ? FileState.Changed : FileState.HandEdited, looked.Hash, previous, looked.Entry);
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

    private void FindRemoved(ImmutableArray<OutputFile> files, HashSet<string> settled)
    {
        var rendered = files.Where(file => !settled.Contains(file.Cluster)).Select(file => file.Path.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var inventory in _inventories.Where(found => !settled.Contains(found.Cluster)).Select(found => found.Inventory))
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

    private void CompareInventories(HashSet<string> settled)
    {
        _unchanged.AddRange(settled.Select(Inventory.PathOf));
        var found = _inventories.ToDictionary(inventory => inventory.Cluster, StringComparer.Ordinal);
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

        foreach (var old in _inventories.Where(old => !_lines.ContainsKey(old.Cluster) && !settled.Contains(old.Cluster)))
        {
            var path = Inventory.PathOf(old.Cluster);
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

    private readonly record struct LookedAt(string Hash, OutputEntry Entry, bool IsSame);

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
