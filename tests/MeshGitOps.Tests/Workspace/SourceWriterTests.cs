using System.Text;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace;

namespace MeshGitOps.Tests.Workspace;

public sealed class SourceWriterTests : IDisposable
{
    private readonly Cli.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Keeps_the_byte_order_mark_line_ends_and_mode()
    {
        File.WriteAllBytes(_folder.At("a.yaml"), [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("a: 1\r\nü: 2")]);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.At("a.yaml"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var (written, findings) = Write(("a.yaml", "a: 1\r\nü: 2", "a: 1\r\nü: 3"));

        Assert.Empty(findings);
        Assert.Equal(["a.yaml"], written.ToArray());
        Assert.Equal([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("a: 1\r\nü: 3")], File.ReadAllBytes(_folder.At("a.yaml")));
        Assert.Equal(["a.yaml"], _folder.Files());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.At("a.yaml")));
        }
    }

    [Fact]
    public void Leaves_a_file_alone_that_changed_meanwhile()
    {
        _folder.Write("a.yaml", "a: somebody's work\n");
        _folder.Write("b.yaml", "b: 1\n");

        var (written, findings) = Write(("a.yaml", "a: 1\n", "a: 2\n"), ("b.yaml", "b: 1\n", "b: 2\n"));

        Assert.Equal(FixDiagnostics.ChangedMeanwhile, Assert.Single(findings).Descriptor);
        Assert.Equal("a.yaml", findings[0].Location.Path);
        Assert.Equal(["b.yaml"], written.ToArray());
        Assert.Equal(("a: somebody's work\n", "b: 2\n"), (_folder.Read("a.yaml"), _folder.Read("b.yaml")));
        Assert.Equal(["a.yaml", "b.yaml"], _folder.Files());
    }

    [Fact]
    public void Files_that_belong_together_are_written_together()
    {
        _folder.Write("a.yaml", "a: other\n");
        _folder.Write("b.yaml", "b: 1\n");

        var (written, findings) = SourceWriter.Write(
            Open(),
            [new SourceChange(new SourceText("a.yaml", "a: 1\n"), "a: 2\n", ["b.yaml"]), new SourceChange(new SourceText("b.yaml", "b: 1\n"), "b: 2\n", ["a.yaml"])]);

        Assert.Empty(written);
        Assert.Single(findings);
        Assert.Equal("b: 1\n", _folder.Read("b.yaml"));
        Assert.Equal(["a.yaml", "b.yaml"], _folder.Files());
    }

    [Fact]
    public void Refuses_a_read_only_file_and_one_that_is_gone()
    {
        _folder.Write("a.yaml", "a: 1\n");
        File.SetAttributes(_folder.At("a.yaml"), FileAttributes.ReadOnly);

        var (written, findings) = Write(("a.yaml", "a: 1\n", "a: 2\n"), ("gone.yaml", "b: 1\n", "b: 2\n"), ("empty.yaml", "", "x: 1\n"));

        Assert.Empty(written);
        Assert.All(findings, finding => Assert.Equal(FixDiagnostics.NotWritable, finding.Descriptor));
        Assert.Equal(3, findings.Length);
        Assert.Equal("a: 1\n", _folder.Read("a.yaml"));
        File.SetAttributes(_folder.At("a.yaml"), FileAttributes.Normal);
    }

    [Fact]
    public void Writes_through_a_link_of_the_repository_and_never_out_of_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var outside = new Cli.TemporaryFolder();
        outside.Write("x.yaml", "a: 1\n");
        _folder.Write("real/a.yaml", "a: 1\n");
        File.CreateSymbolicLink(_folder.At("link.yaml"), "real/a.yaml");
        File.CreateSymbolicLink(_folder.At("out.yaml"), outside.At("x.yaml"));
        Directory.CreateSymbolicLink(_folder.At("outdir"), outside.Path);

        var (written, findings) = Write(
            ("link.yaml", "a: 1\n", "a: 2\n"),
            ("out.yaml", "a: 1\n", "a: 2\n"),
            ("outdir/x.yaml", "a: 1\n", "a: 2\n"),
            ("real/a.yaml", "a: 1\n", "a: 3\n"));

        Assert.Equal(["link.yaml"], written.ToArray());
        Assert.Equal(3, findings.Length);
        Assert.Equal("a: 2\n", _folder.Read("real/a.yaml"));
        Assert.Equal("a: 1\n", outside.Read("x.yaml"));
        Assert.Equal("real/a.yaml", new FileInfo(_folder.At("link.yaml")).LinkTarget);
    }

    private SpecFolder Open() => SpecFolder.Open(_folder.Path).Value!;

    private MeshGitOps.Specs.Diagnostics.Diagnosed<System.Collections.Immutable.ImmutableArray<string>> Write(params (string Path, string Before, string After)[] changes) =>
        SourceWriter.Write(Open(), [.. changes.Select(change => new SourceChange(new SourceText(change.Path, change.Before), change.After, []))]);
}
