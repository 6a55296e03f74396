using System.Diagnostics;
using System.Runtime.Versioning;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace;

namespace MeshGitOps.Tests.Workspace;

public sealed class SpecFolderTests : IDisposable
{
    private const string Secret = "hunter2-outside";

    private readonly TemporaryFolder _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void Finds_the_repository_above_the_given_folder()
    {
        _disk.Folder("repo/.git").Write("repo/mesh/a.yaml", "a: 1");

        var folder = Open("repo/mesh");

        Assert.Equal(_disk["repo"], folder.Root);
        Assert.Equal("mesh", folder.Start);
    }

    [Fact]
    public void A_worktree_has_a_git_file()
    {
        _disk.Write("repo/.git", "gitdir: elsewhere").Write("repo/mesh/deep/a.yaml", "a: 1");

        Assert.Equal("mesh/deep", Open("repo/mesh/deep/a.yaml").Start);
    }

    [Fact]
    public void Without_a_repository_the_given_folder_is_the_root()
    {
        _disk.Write("plain/a.yaml", "a: 1");

        var folder = Open("plain");

        Assert.Equal(_disk["plain"], folder.Root);
        Assert.Equal("", folder.Start);
    }

    [Fact]
    public void Reports_a_path_that_does_not_exist()
    {
        var opened = SpecFolder.Open(_disk["nowhere"]);

        Assert.Null(opened.Value);
        Assert.Equal("MGO6001", Assert.Single(opened.Diagnostics).Id);
    }

    [Fact]
    public void Lists_files_sorted_without_hidden_folders_and_node_modules()
    {
        _disk.Write("b.yaml", "").Write("a/c.yaml", "").Write("a-b.yaml", "").Write("Z.yaml", "")
            .Write(".git/config", Secret).Write("node_modules/x.yaml", "").Write(".cache/x.yaml", "").Write("a/.hidden.yaml", "");

        Assert.Equal(["Z.yaml", "a-b.yaml", "a/.hidden.yaml", "a/c.yaml", "b.yaml"], Open("").FilesBelow("").ToArray());
        Assert.Equal(["a/.hidden.yaml", "a/c.yaml"], Open("").FilesBelow("a").ToArray());
        Assert.Empty(Open("").FilesBelow("none").ToArray());
    }

    [Fact]
    public void A_listing_stays_the_same_for_the_whole_run()
    {
        _disk.Write("a.yaml", "");
        var folder = Open("");
        var before = folder.FilesBelow("");

        _disk.Write("b.yaml", "");

        Assert.Equal(before.ToArray(), folder.FilesBelow("").ToArray());
    }

    [Fact]
    public void Reads_utf8_with_and_without_a_byte_order_mark()
    {
        _disk.WriteBytes("a.yaml", [0xEF, 0xBB, 0xBF, .. "ä: 1"u8]).Write("b.yaml", "ä: 1").Write("empty.yaml", "");

        Assert.Equal("ä: 1", Read("a.yaml").Text);
        Assert.Equal("ä: 1", Read("b.yaml").Text);
        Assert.Equal("", Read("empty.yaml").Text);
    }

    [Fact]
    public void Reports_the_first_byte_that_is_not_utf8()
    {
        _disk.WriteBytes("a.yaml", [.. "a: 1\nä: "u8, 0xC3, 0x28]);

        var finding = Assert.Single(Open("").Read("a.yaml", null).Diagnostics);

        Assert.Equal("MGO6005", finding.Id);
        Assert.Equal(new LinePosition(2, 4), finding.Location.Position);
        Assert.Contains("0xC3", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00 })]
    [InlineData(new byte[] { 0xFE, 0xFF, 0x00, 0x61 })]
    [InlineData(new byte[] { 0x61, 0x00 })]
    public void Reports_utf16(byte[] bytes)
    {
        _disk.WriteBytes("a.yaml", bytes);

        AssertFinding("MGO6005", "a.yaml");
    }

    [Fact]
    public void Reports_a_file_over_the_limit_and_reads_one_at_the_limit()
    {
        _disk.WriteBytes("large.yaml", new byte[SpecFolder.MaxFileBytes + 1]);
        _disk.Write("fits.yaml", new string('#', SpecFolder.MaxFileBytes));

        AssertFinding("MGO6003", "large.yaml");
        Assert.Equal(SpecFolder.MaxFileBytes, Read("fits.yaml").Text.Length);
    }

    [Fact]
    public void Reports_once_that_all_files_together_are_too_large()
    {
        _disk.Write("a.yaml", "1234").Write("b.yaml", "1234").Write("c.yaml", "1234").Write("d.yaml", "1234");
        var folder = new SpecFolder(_disk.Root, "", maxTotalBytes: 8);

        Assert.NotNull(folder.Read("a.yaml", null).Value);
        Assert.NotNull(folder.Read("a.yaml", null).Value);
        Assert.NotNull(folder.Read("b.yaml", null).Value);
        Assert.Equal("MGO6004", Assert.Single(folder.Read("c.yaml", null).Diagnostics).Id);
        Assert.Empty(folder.Read("d.yaml", null).Diagnostics);
        Assert.Null(folder.Read("d.yaml", null).Value);
    }

    [Fact]
    public void A_missing_file_is_reported_where_it_is_asked_for()
    {
        var cause = new SourceText("meshgitops.yaml", "specs: [gone.yaml]").At(new TextSpan(8, 9));

        var finding = Assert.Single(Open("").Read("gone.yaml", cause).Diagnostics);

        Assert.Equal("MGO6002", finding.Id);
        Assert.Equal(cause, finding.Location);
    }

    [Fact]
    public void Reports_a_folder_and_an_unreadable_file()
    {
        _disk.Folder("folder").Write("closed.yaml", Secret);

        AssertFinding("MGO6002", "folder");
        if (CanBeRefused())
        {
            File.SetUnixFileMode(_disk["closed.yaml"], UnixFileMode.None);
            AssertFinding("MGO6002", "closed.yaml");
        }
    }

    [Fact]
    public void Reports_a_folder_that_cannot_be_listed()
    {
        if (!CanBeRefused())
        {
            return;
        }

        _disk.Write("closed/a.yaml", "").Write("b.yaml", "");
        File.SetUnixFileMode(_disk["closed"], UnixFileMode.None);
        var folder = Open("");

        Assert.Equal(["b.yaml"], folder.FilesBelow("").ToArray());
        Assert.Equal("MGO6008", Assert.Single(folder.ListingDiagnostics()).Id);
    }

    [Theory]
    [InlineData("../repo-evil/secret.yaml")]
    [InlineData("mesh/../../repo-evil/secret.yaml")]
    [InlineData("/etc/hostname")]
    [InlineData("../repo/a.yaml")]
    [InlineData(".git/config")]
    [InlineData("direct.yaml")]
    [InlineData("absolute.yaml")]
    [InlineData("folder/secret.yaml")]
    [InlineData("out-and-in.yaml")]
    [InlineData("chain1.yaml")]
    [InlineData("config.yaml")]
    public void Never_reads_what_lies_outside(string path)
    {
        _disk.Write("repo/.git/config", Secret).Write("repo/a.yaml", "a: 1").Folder("repo/mesh")
            .Write("repo-evil/secret.yaml", Secret)
            .Link("repo/direct.yaml", "../repo-evil/secret.yaml")
            .Link("repo/absolute.yaml", _disk["repo-evil/secret.yaml"])
            .Link("repo/folder", "../repo-evil")
            .Link("repo/out-and-in.yaml", "../repo/a.yaml")
            .Link("repo/chain1.yaml", "mesh/chain2.yaml")
            .Link("repo/mesh/chain2.yaml", "../direct.yaml")
            .Link("repo/config.yaml", ".git/config");
        var folder = Open("repo");

        var read = folder.Read(path, null);

        Assert.Equal(SourceEntry.Outside, folder.EntryAt(path));
        Assert.Null(read.Value);
        var finding = Assert.Single(read.Diagnostics);
        Assert.Equal("MGO6006", finding.Id);
        Assert.DoesNotContain(Secret, finding.Message + finding.Help + finding.Location.Source.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_that_lead_out_are_passed_over_in_a_listing_with_a_warning()
    {
        _disk.Folder("repo/.git").Write("repo/a.yaml", "").Write("repo-evil/secret.yaml", Secret)
            .Link("repo/folder", "../repo-evil").Link("repo/direct.yaml", "../repo-evil/secret.yaml");
        var folder = Open("repo");

        Assert.Equal(["a.yaml"], folder.FilesBelow("").ToArray());
        Assert.Equal(["MGO6009", "MGO6009"], folder.ListingDiagnostics().Select(finding => finding.Id));
    }

    [Fact]
    public void Follows_links_inside_the_repository()
    {
        _disk.Folder("repo/.git").Write("repo/common/a.yaml", "a: 1")
            .Link("repo/apps/one/a.yaml", "../../common/a.yaml")
            .Link("repo/apps/two", "../common")
            .Link("repo/apps/three.yaml", _disk["repo/common/a.yaml"]);
        var folder = Open("repo");

        Assert.Equal(["apps/one/a.yaml"], folder.FilesBelow("apps/one").ToArray());
        Assert.Equal(["apps/two/a.yaml"], folder.FilesBelow("apps/two").ToArray());
        Assert.Equal("a: 1", folder.Read("apps/two/a.yaml", null).Value!.Text);
        Assert.Equal("a: 1", folder.Read("apps/three.yaml", null).Value!.Text);
        Assert.Equal(["common/a.yaml"], folder.FilesBelow("").ToArray());
    }

    [Fact]
    public void Loops_of_links_end()
    {
        _disk.Folder(".git").Write("a/x.yaml", "").Link("a/up", "..").Link("a/self", "self").Link("b", "a").Link("a/b", "../b");
        var folder = Open("");

        Assert.Equal(["a/x.yaml"], folder.FilesBelow("").ToArray());
        AssertFinding("MGO6007", "a/self");
        Assert.Equal(SourceEntry.None, folder.EntryAt("a/self"));
        Assert.Equal("MGO6009", Assert.Single(folder.ListingDiagnostics()).Id);
    }

    [Fact]
    public void Many_links_between_folders_cost_no_more_than_the_folders()
    {
        _disk.Folder(".git");
        for (var i = 0; i < 40; i++)
        {
            _disk.Write($"d{i}/x.yaml", "").Link($"d{i}/l1", $"../d{(i + 1) % 40}").Link($"d{i}/l2", $"../d{(i + 1) % 40}");
        }

        Assert.Equal(40, Open("").FilesBelow("").Length);
        Assert.True(Open("").FilesBelow("d0").Length <= 40);
    }

    [Fact]
    public void A_pipe_is_never_opened()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using (var make = Process.Start("mkfifo", _disk["pipe.yaml"]))
        {
            make.WaitForExit();
        }

        _disk.Link("zero.yaml", "/dev/zero");

        Assert.Equal("", Read("pipe.yaml").Text);
        AssertFinding("MGO6006", "zero.yaml");
    }

    [Fact]
    public void Paths_that_no_file_can_have_are_absent()
    {
        var folder = Open("");

        Assert.Equal(SourceEntry.None, folder.EntryAt("a\0b"));
        Assert.Equal(SourceEntry.None, folder.EntryAt(new string('x', 5000)));
        Assert.Equal(SourceEntry.None, folder.EntryAt(new string('x', 1000)));
        Assert.Equal(SourceEntry.Folder, folder.EntryAt(""));
        Assert.Equal(SourceEntry.Folder, folder.EntryAt("."));
    }

    [Fact]
    public void Reads_the_same_from_several_threads()
    {
        for (var i = 0; i < 50; i++)
        {
            _disk.Write($"f{i}.yaml", $"n: {i}");
        }

        var folder = Open("");

        Parallel.For(0, 500, i => Assert.Equal($"n: {i % 50}", folder.Read($"f{i % 50}.yaml", null).Value!.Text));
    }

    [Fact]
    public void Each_finding_has_an_explanation_and_an_id_of_its_own()
    {
        Assert.Equal(WorkspaceDiagnostics.All.Length, WorkspaceDiagnostics.All.Select(descriptor => descriptor.Id).Distinct().Count());
        Assert.All(WorkspaceDiagnostics.All, descriptor => Assert.StartsWith("MGO60", descriptor.Id, StringComparison.Ordinal));
        Assert.All(WorkspaceDiagnostics.All, descriptor => Assert.EndsWith(".", descriptor.Explanation, StringComparison.Ordinal));
    }

    /// <summary>The administrator may read everything.</summary>
    [UnsupportedOSPlatformGuard("windows")]
    private static bool CanBeRefused() => !OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess;

    private SpecFolder Open(string path)
    {
        var opened = SpecFolder.Open(_disk[path]);
        Assert.Empty(opened.Diagnostics);
        return opened.Value!;
    }

    private SourceText Read(string path)
    {
        var read = Open("").Read(path, null);
        Assert.Empty(read.Diagnostics);
        return read.Value!;
    }

    private void AssertFinding(string id, string path)
    {
        var read = Open("").Read(path, null);
        Assert.Null(read.Value);
        Assert.Equal(id, Assert.Single(read.Diagnostics).Id);
    }
}
