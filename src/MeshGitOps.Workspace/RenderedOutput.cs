using System.Collections.Immutable;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Workspace;

/// <summary>What the last render left: a folder (<see cref="OutputFolder"/>), or the tree of a commit (<see cref="Git.GitOutput"/>).</summary>
public abstract class RenderedOutput
{
    /// <summary>Only the files of its clusters are compared, read and changed, as if the others were not there.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    internal abstract IOutputFiles Files { get; }

    /// <summary>What would have to change for it to hold exactly <paramref name="tree"/>. Writes nothing.</summary>
    /// <returns>With an error, <see cref="OutputDifference.None"/>.</returns>
    public Diagnosed<OutputDifference> Compare(OutputTree tree)
    {
        var difference = OutputDifference.None;
        var findings = Files.Names.Guard(() =>
        {
            var compared = OutputComparison.Compare(Files, tree, Shard);
            difference = compared.Value;
            return compared.Diagnostics;
        });
        return new(findings.IsEmpty ? difference : OutputDifference.None, findings);
    }

    /// <summary>The shared files of its inventories, sorted by path.</summary>
    public Diagnosed<ImmutableArray<SharedObject>> PreviouslyShared() => PreviouslyShared(Shard.Holds);

    /// <summary>The same for all clusters, where a shard speaks of what is rendered for those of others: the delivery objects do.</summary>
    public Diagnosed<ImmutableArray<SharedObject>> PreviouslySharedByAll() => PreviouslyShared(_ => true);

    /// <summary>
    /// Every file of the last render, sorted by path: those that <paramref name="difference"/> changes are read,
    /// the others are as <paramref name="tree"/> has them. Nothing is read where nothing differs.
    /// </summary>
    public Diagnosed<ImmutableArray<PublishedFile>> Published(OutputDifference difference, OutputTree tree)
    {
        ImmutableArray<PublishedFile> published = [];
        if (difference.IsEmpty)
        {
            return new(published, []);
        }

        var findings = Files.Names.Guard(() =>
        {
            var read = InventoryFolder.Read(Files, new OutputListing(Files), Shard.Holds);
            published = PublishedFiles.Read(Files, read.Value, difference, tree);
            return read.Diagnostics;
        });
        return new(published, findings);
    }

    /// <summary>
    /// The files with these names that the last render of other shards left, sorted by path, and the clusters that have any file.
    /// What cannot be read there says nothing: the other shards report it.
    /// </summary>
    public (ImmutableArray<PublishedFile> Files, ImmutableArray<string> Clusters) PublishedElsewhere(IReadOnlySet<string> names)
    {
        ImmutableArray<PublishedFile> files = [];
        ImmutableArray<string> clusters = [];
        Files.Names.Guard(() =>
        {
            var (inventories, _) = InventoryFolder.Read(Files, new OutputListing(Files), cluster => !Shard.Holds(cluster));
            clusters = [.. inventories.Where(found => !found.Inventory.Lines.IsEmpty).Select(found => found.Inventory.Cluster)];
            files = PublishedFiles.Read(Files, inventories, names);
            return [];
        });
        return (files, clusters);
    }

    /// <summary>One finding for each file that was edited by hand, sorted by path.</summary>
    public ImmutableArray<Diagnostic> HandEditedFindings(OutputDifference difference) =>
    [
        .. difference.HandEdited.Select(path => Diagnostic.Create(
            WorkspaceDiagnostics.HandEdited,
            Files.Names.Location(path.Value),
            $"File '{path}' was edited by hand since it was rendered.",
            "Make the change in the specs, or give it up with '--overwrite'.")),
    ];

    private Diagnosed<ImmutableArray<SharedObject>> PreviouslyShared(Func<string, bool> isAskedFor)
    {
        ImmutableArray<SharedObject> shared = [];
        var findings = Files.Names.Guard(() =>
        {
            var read = InventoryFolder.Read(Files, new OutputListing(Files), isAskedFor);
            shared = SharedFiles.Read(Files, read.Value);
            return read.Diagnostics;
        });
        return new(shared, findings);
    }
}
