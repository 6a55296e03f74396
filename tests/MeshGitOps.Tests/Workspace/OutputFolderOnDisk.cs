using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace;

namespace MeshGitOps.Tests.Workspace;

/// <summary>An output folder on a disk of its own, for one test.</summary>
public abstract class OutputFolderOnDisk : IDisposable
{
    private protected const string InventoryPath = "out/.meshgitops/aws/inventory";

    private protected TemporaryFolder Disk { get; } = new();

    public void Dispose()
    {
        Disk.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static OutputTree Tree(params (string Path, string Text)[] files) => Tree(OutputSharing.Owned, files);

    private protected static OutputTree Tree(OutputSharing sharing, params (string Path, string Text)[] files) => new(
    [
        .. files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => new OutputFile(
            OutputPath.Create(file.Path), file.Path.Split('/')[1], Encoding.UTF8.GetBytes(file.Text), "mesh/gns.yaml", sharing)),
    ]);

    private protected static string Sha(string text) => FileContent.Hash(Encoding.UTF8.GetBytes(text));

    private protected static string[] Paths(ImmutableArray<OutputPath> paths) => [.. paths.Select(path => path.Value)];

    private protected string[] Files() => [.. Disk.Snapshot("out").Select(file => file.Split('=')[0])];

    private protected OutputFolder Open()
    {
        var opened = OutputFolder.Open(Disk["out"], "rendered");
        Assert.Empty(opened.Diagnostics);
        return opened.Value!;
    }

    private protected OutputDifference Render(OutputTree tree)
    {
        var folder = Open();
        var compared = folder.Compare(tree);
        Assert.Empty(compared.Diagnostics);
        Assert.Empty(folder.Apply(compared.Value));
        return compared.Value;
    }

    private protected Diagnostic AssertCompare(string id, OutputTree tree)
    {
        var compared = Open().Compare(tree);
        Assert.True(compared.Value.IsEmpty);
        var finding = Assert.Single(compared.Diagnostics);
        Assert.Equal(id, finding.Id);
        return finding;
    }
}
