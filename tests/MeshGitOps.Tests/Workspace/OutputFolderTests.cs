using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace;

namespace MeshGitOps.Tests.Workspace;

public sealed class OutputFolderTests : IDisposable
{
    private const string InventoryPath = "out/.meshgitops/aws/inventory";

    private readonly TemporaryFolder _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void Writes_a_new_tree_with_its_inventories_and_nothing_else()
    {
        var difference = Render(Tree(("clusters/aws/a.yaml", "a: 1\n"), ("clusters/gke/deep/b.yaml", "b: 1\n"), (".meshgitops/aws/values.yaml", "v: 1\n")));

        Assert.Equal(5, difference.Added.Length);
        Assert.Equal(
            [
                ".meshgitops/aws/inventory", ".meshgitops/aws/values.yaml", ".meshgitops/gke/inventory", "clusters/aws/a.yaml", "clusters/gke/deep/b.yaml",
            ],
            Files());
        Assert.Equal("a: 1\n", _disk.Read("out/clusters/aws/a.yaml"));
        Assert.Equal(
            $"""
            # meshgitops inventory 1
            {Sha("v: 1\n")} owned .meshgitops/aws/values.yaml mesh/gns.yaml
            {Sha("a: 1\n")} owned clusters/aws/a.yaml mesh/gns.yaml

            """,
            _disk.Read(InventoryPath));
    }

    [Fact]
    public void A_second_render_changes_nothing()
    {
        var tree = Tree(("clusters/aws/a.yaml", "a: 1\n"), ("clusters/aws/b.yaml", ""));
        Render(tree);
        var written = File.GetLastWriteTimeUtc(_disk["out/clusters/aws/a.yaml"]);

        var difference = Render(tree);

        Assert.True(difference.IsEmpty);
        Assert.Equal(3, difference.Unchanged.Length);
        Assert.Equal(written, File.GetLastWriteTimeUtc(_disk["out/clusters/aws/a.yaml"]));
    }

    [Fact]
    public void Writes_only_what_differs_and_deletes_what_is_no_longer_rendered()
    {
        Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/b.yaml", "1"), ("clusters/aws/old/c.yaml", "1")));
        _disk.Write("out/clusters/aws/notes.txt", "mine").Folder("out/clusters/aws/empty");

        var difference = Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/b.yaml", "2"), ("clusters/aws/d.yaml", "1")));

        Assert.Equal(["clusters/aws/d.yaml"], Paths(difference.Added));
        Assert.Equal([".meshgitops/aws/inventory", "clusters/aws/b.yaml"], Paths(difference.Changed));
        Assert.Equal(["clusters/aws/old/c.yaml"], Paths(difference.Removed));
        Assert.Equal(["clusters/aws/a.yaml"], Paths(difference.Unchanged));
        Assert.Equal("2", _disk.Read("out/clusters/aws/b.yaml"));
        Assert.False(Directory.Exists(_disk["out/clusters/aws/old"]));
        Assert.True(Directory.Exists(_disk["out/clusters/aws/empty"]));
        Assert.Equal("mine", _disk.Read("out/clusters/aws/notes.txt"));
    }

    [Fact]
    public void A_hand_edited_file_stops_the_render_until_the_edit_is_given_up()
    {
        Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/b.yaml", "1")));
        _disk.Write("out/clusters/aws/a.yaml", "edited").Write("out/clusters/aws/b.yaml", "edited");
        var before = _disk.Snapshot();
        var folder = Open();

        var difference = folder.Compare(Tree(("clusters/aws/a.yaml", "2"))).Value;
        var findings = folder.Apply(difference);

        Assert.Equal(["clusters/aws/a.yaml", "clusters/aws/b.yaml"], Paths(difference.HandEdited));
        Assert.Equal(["MGO6025", "MGO6025"], findings.Select(finding => finding.Id));
        Assert.Equal("rendered/clusters/aws/a.yaml", findings[0].Location.Path);
        Assert.Equal(before, _disk.Snapshot());

        Assert.Empty(folder.Apply(difference.Overwriting()));
        Assert.Equal([".meshgitops/aws/inventory", "clusters/aws/a.yaml"], Files());
        Assert.Equal("2", _disk.Read("out/clusters/aws/a.yaml"));
    }

    [Fact]
    public void An_edit_that_is_what_would_be_written_is_no_drift()
    {
        Render(Tree(("clusters/aws/a.yaml", "1")));
        _disk.Write("out/clusters/aws/a.yaml", "2");

        var difference = Render(Tree(("clusters/aws/a.yaml", "2")));

        Assert.Empty(difference.HandEdited);
        Assert.Equal([".meshgitops/aws/inventory"], Paths(difference.Changed));
    }

    [Fact]
    public void Reads_back_what_was_published_only_where_it_differs()
    {
        Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/b.yaml", "1"), ("clusters/aws/c.yaml", "1")));
        _disk.Write("out/clusters/aws/d.yaml", "never ours");
        var tree = Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/b.yaml", "2"), ("clusters/gke/e.yaml", "1"));
        var folder = Open();

        var (published, findings) = folder.Published(folder.Compare(tree).Value, tree);

        Assert.Empty(findings);
        Assert.Equal(
            ["clusters/aws/a.yaml aws 1", "clusters/aws/b.yaml aws 1", "clusters/aws/c.yaml aws 1"],
            published.Select(file => $"{file.Path} {file.Cluster} {Encoding.UTF8.GetString(file.Bytes.Span)}"));
        Assert.Empty(folder.Published(OutputDifference.None, tree).Value);
    }

    [Fact]
    public void A_published_file_that_a_link_took_the_place_of_is_not_read()
    {
        Render(Tree(("clusters/aws/a.yaml", "1")));
        File.Delete(_disk["out/clusters/aws/a.yaml"]);
        _disk.Write("secret.yaml", "secret").Link("out/clusters/aws/a.yaml", _disk["secret.yaml"]);
        var folder = Open();
        var difference = new OutputDifference { Changed = [OutputPath.Create("clusters/aws/a.yaml")] };

        Assert.Empty(folder.Published(difference, Tree(("clusters/aws/a.yaml", "2"))).Value);
    }

    [Fact]
    public void A_vanished_file_is_written_again()
    {
        Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/b.yaml", "1")));
        File.Delete(_disk["out/clusters/aws/a.yaml"]);

        var difference = Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/b.yaml", "1")));

        Assert.Equal(["clusters/aws/a.yaml"], Paths(difference.Changed));
        Assert.Equal("1", _disk.Read("out/clusters/aws/a.yaml"));
    }

    [Fact]
    public void A_file_that_was_never_ours_is_an_error_even_when_edits_are_given_up()
    {
        _disk.Write("out/clusters/aws/a.yaml", "theirs");

        AssertCompare("MGO6023", Tree(("clusters/aws/a.yaml", "1")));
        Assert.Equal(["clusters/aws/a.yaml"], Files());
    }

    [Fact]
    public void A_file_with_the_bytes_that_would_be_written_is_adopted()
    {
        _disk.Write("out/clusters/aws/a.yaml", "1");

        var difference = Render(Tree(("clusters/aws/a.yaml", "1")));

        Assert.Equal(["clusters/aws/a.yaml"], Paths(difference.Unchanged));
        Assert.Equal([".meshgitops/aws/inventory"], Paths(difference.Added));
    }

    [Fact]
    public void A_folder_or_a_file_that_takes_the_place_of_the_other_is_in_the_way()
    {
        _disk.Folder("out/clusters/aws/a.yaml").Write("out/clusters/gke", "a file");

        AssertCompare("MGO6023", Tree(("clusters/aws/a.yaml", "1")));
        AssertCompare("MGO6023", Tree(("clusters/gke/a.yaml", "1"), ("clusters/gke/b.yaml", "1")));
    }

    [Theory]
    [InlineData("out/clusters/aws/a.yaml", "../../../secret")]
    [InlineData("out/clusters/aws", "../../elsewhere")]
    [InlineData("out/clusters", "../elsewhere")]
    [InlineData("out/.meshgitops/aws", "../../elsewhere")]
    [InlineData("out/.meshgitops/aws/inventory", "../../../secret")]
    [InlineData("out/clusters/aws/a.yaml", "../../../nothing")]
    public void A_link_in_the_output_is_never_followed(string link, string target)
    {
        _disk.Write("secret", "1").Write("elsewhere/a.yaml", "1").Write("elsewhere/aws/a.yaml", "1").Link(link, target);
        var before = _disk.Snapshot();

        AssertCompare("MGO6024", Tree(("clusters/aws/a.yaml", "1")));
        Assert.Equal(before, _disk.Snapshot());
    }

    [Fact]
    public void An_output_that_is_a_link_is_refused()
    {
        _disk.Folder("elsewhere").Link("out", "elsewhere");

        Assert.Equal("MGO6024", Assert.Single(OutputFolder.Open(_disk["out"], "rendered").Diagnostics).Id);
    }

    [Fact]
    public void A_link_in_place_of_an_owned_file_is_not_deleted_through()
    {
        Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/deep/b.yaml", "1")));
        Directory.Delete(_disk["out/clusters/aws/deep"], recursive: true);
        _disk.Write("elsewhere/b.yaml", "1").Link("out/clusters/aws/deep", "../../../elsewhere");

        AssertCompare("MGO6024", Tree(("clusters/aws/a.yaml", "1")));
        Assert.Equal("1", _disk.Read("elsewhere/b.yaml"));
    }

    [Fact]
    public void A_cluster_without_a_plan_loses_its_files_and_its_inventory()
    {
        Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/gke/a.yaml", "1")));

        Render(Tree(("clusters/aws/a.yaml", "1")));

        Assert.Equal([".meshgitops/aws/inventory", "clusters/aws/a.yaml"], Files());
    }

    [Fact]
    public void Shared_files_stay_and_are_given_to_the_next_render()
    {
        Render(Tree(OutputSharing.Shared, ("clusters/aws/shared/ns.yaml", "1")));

        var difference = Render(OutputTree.Empty);
        var shared = Open().PreviouslyShared();

        Assert.True(difference.IsEmpty);
        var file = Assert.Single(shared.Value);
        Assert.Equal(("aws", "clusters/aws/shared/ns.yaml", "mesh/gns.yaml"), (file.Cluster, file.Path.Value, file.Origin));
        Assert.Equal("1"u8, file.Content.Span);
    }

    [Fact]
    public void A_file_whose_origin_has_spaces_and_line_ends_survives_the_inventory()
    {
        var file = new OutputFile(OutputPath.Create("clusters/aws/shared/a b.yaml"), "aws", "1"u8.ToArray(), "my specs/100%\n.yaml", OutputSharing.Shared);
        Render(new OutputTree([file]));

        Assert.Equal("my specs/100%\n.yaml", Assert.Single(Open().PreviouslyShared().Value).Origin);
        Assert.Contains("clusters/aws/shared/a%20b.yaml my%20specs/100%25%0A.yaml\n", _disk.Read(InventoryPath), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../victim")]
    [InlineData("clusters/aws/../../victim")]
    [InlineData("/etc/passwd")]
    [InlineData("victim")]
    [InlineData("clusters/gke/a.yaml")]
    [InlineData("clusters/aws-evil/a.yaml")]
    [InlineData(".meshgitops/aws/inventory")]
    [InlineData("clusters/aws/..\\victim")]
    public void An_inventory_cannot_claim_what_is_not_its_own(string path)
    {
        _disk.Write("victim", "1").Write("out/victim", "1").Write(InventoryPath, $"# meshgitops inventory 1\n{Sha("1")} owned {path} x\n");
        var before = _disk.Snapshot();

        var finding = AssertCompare("MGO6022", OutputTree.Empty);

        Assert.Equal(new LinePosition(2, 72), finding.Location.Position);
        Assert.Equal("rendered/.meshgitops/aws/inventory", finding.Location.Path);
        Assert.Equal(before, _disk.Snapshot());
    }

    [Theory]
    [InlineData("# meshgitops inventory 1\n<<<<<<< HEAD\n", "MGO6021", 2)]
    [InlineData("# meshgitops inventory 1\n\nnonsense\n", "MGO6020", 2)]
    [InlineData("# meshgitops inventory 1\nabc owned clusters/aws/a.yaml x\n", "MGO6020", 2)]
    [InlineData("# meshgitops inventory 2\n", "MGO6020", 1)]
    [InlineData("", "MGO6020", 1)]
    public void A_bad_inventory_stops_everything(string text, string id, int line)
    {
        _disk.Write(InventoryPath, text);

        var compared = Open().Compare(OutputTree.Empty);

        Assert.Equal((id, line), (compared.Diagnostics[0].Id, compared.Diagnostics[0].Location.Position.Line));
        Assert.True(compared.Value.IsEmpty);
    }

    [Fact]
    public void A_file_may_be_what_either_of_two_merged_branches_rendered()
    {
        Render(Tree(("clusters/aws/a.yaml", "2")));
        var inventory = _disk.Read(InventoryPath);
        _disk.Write(InventoryPath, $"{inventory}{Sha("1")} owned clusters/aws/a.yaml x\n");

        var difference = Render(Tree(("clusters/aws/a.yaml", "3")));

        Assert.Equal(["clusters/aws/a.yaml"], Paths(difference.Changed).Where(path => path.EndsWith(".yaml", StringComparison.Ordinal)));
        Assert.Empty(difference.HandEdited);
        Assert.Equal(2, _disk.Read(InventoryPath).TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void An_inventory_that_names_a_file_very_often_is_reported()
    {
        var lines = Enumerable.Range(0, 17).Select(branch => $"{Sha($"{branch}")} owned clusters/aws/a.yaml x\n");
        _disk.Write(InventoryPath, $"# meshgitops inventory 1\n{string.Concat(lines)}");

        AssertCompare("MGO6020", OutputTree.Empty);
    }

    [Fact]
    public void Lines_of_an_inventory_may_come_in_any_order_with_windows_line_ends()
    {
        Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/b.yaml", "1")));
        _disk.Write(InventoryPath, string.Join("\r\n", _disk.Read(InventoryPath).TrimEnd().Split('\n').Reverse()));

        var difference = Render(Tree(("clusters/aws/a.yaml", "2")));

        Assert.Equal(["clusters/aws/b.yaml"], Paths(difference.Removed));
    }

    [Fact]
    public void A_second_command_is_told_to_wait()
    {
        var first = Open();
        var seen = new List<string>();
        first.AfterStep = step =>
        {
            if (step == "journal flushed")
            {
                seen.AddRange(OutputFolder.Open(_disk["out"], "rendered").Diagnostics.Select(finding => finding.Id));
            }
        };

        Assert.Empty(first.Apply(first.Compare(Tree(("clusters/aws/a.yaml", "1"))).Value));

        Assert.Equal(["MGO6027"], seen);
    }

    [Fact]
    public void A_comparison_that_another_command_made_stale_is_not_applied()
    {
        var first = Open();
        var difference = first.Compare(Tree(("clusters/aws/a.yaml", "1"))).Value;
        Render(Tree(("clusters/aws/a.yaml", "2")));

        Assert.Equal("MGO6028", Assert.Single(first.Apply(difference)).Id);
        Assert.Equal("2", _disk.Read("out/clusters/aws/a.yaml"));
        Assert.Equal([".meshgitops/aws/inventory", "clusters/aws/a.yaml"], Files());
    }

    [Fact]
    public void A_disk_that_refuses_is_a_finding_and_nothing_is_half_done()
    {
        Render(Tree(("clusters/aws/a.yaml", "1")));
        var folder = Open();
        var difference = folder.Compare(Tree(("clusters/aws/a.yaml", "2"))).Value;
        var before = _disk.Snapshot();
        folder.AfterStep = step =>
        {
            if (step == "flush")
            {
                throw new IOException("No space left on device", 28);
            }
        };
        var finding = Assert.Single(folder.Apply(difference));

        Assert.Equal("MGO6026", finding.Id);
        Assert.Contains("the disk is full", finding.Message, StringComparison.Ordinal);
        Assert.Equal(before, _disk.Snapshot());
        Assert.False(Directory.Exists(_disk["out/.meshgitops/.transaction"]));
    }

    [Fact]
    public void An_output_that_is_a_file_is_reported()
    {
        _disk.Write("out", "a file");

        Assert.Equal("MGO6023", Assert.Single(OutputFolder.Open(_disk["out"], "rendered").Diagnostics).Id);
    }

    [Fact]
    public void What_is_staged_can_never_be_committed()
    {
        var folder = Open();
        var ignored = "";
        folder.AfterStep = step => ignored = step == "journal" ? _disk.Read("out/.meshgitops/.transaction/.gitignore") : ignored;

        folder.Apply(folder.Compare(Tree(("clusters/aws/a.yaml", "1"))).Value);

        Assert.Equal("*\n", ignored);
    }

    private static OutputTree Tree(params (string Path, string Text)[] files) => Tree(OutputSharing.Owned, files);

    private static OutputTree Tree(OutputSharing sharing, params (string Path, string Text)[] files) => new(
    [
        .. files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => new OutputFile(
            OutputPath.Create(file.Path), file.Path.Split('/')[1], Encoding.UTF8.GetBytes(file.Text), "mesh/gns.yaml", sharing)),
    ]);

    private static string Sha(string text) => FileContent.Hash(Encoding.UTF8.GetBytes(text));

    private static string[] Paths(ImmutableArray<OutputPath> paths) => [.. paths.Select(path => path.Value)];

    private string[] Files() => [.. _disk.Snapshot("out").Select(file => file.Split('=')[0])];

    private OutputFolder Open()
    {
        var opened = OutputFolder.Open(_disk["out"], "rendered");
        Assert.Empty(opened.Diagnostics);
        return opened.Value!;
    }

    private OutputDifference Render(OutputTree tree)
    {
        var folder = Open();
        var compared = folder.Compare(tree);
        Assert.Empty(compared.Diagnostics);
        Assert.Empty(folder.Apply(compared.Value));
        return compared.Value;
    }

    private Diagnostic AssertCompare(string id, OutputTree tree)
    {
        var compared = Open().Compare(tree);
        Assert.True(compared.Value.IsEmpty);
        var finding = Assert.Single(compared.Diagnostics);
        Assert.Equal(id, finding.Id);
        return finding;
    }
}
