using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace;

namespace MeshGitOps.Tests.Workspace;

public sealed class OutputFolderTests : OutputFolderOnDisk
{
    [Fact]
    public void Reads_a_published_file_that_is_larger_than_a_source_may_be()
    {
        var large = new string('x', SpecFolder.MaxFileBytes + 1);
        Render(Tree(("clusters/aws/mesh-acme/client.yaml", large)));
        var tree = Tree(("clusters/aws/mesh-acme/client.yaml", "other"));

        var folder = Open();
        var published = folder.Published(folder.Compare(tree).Value, tree);

        Assert.Equal(large.Length, Assert.Single(published.Value).Bytes.Length);
    }

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
        Assert.Equal("a: 1\n", Disk.Read("out/clusters/aws/a.yaml"));
        Assert.Equal(
            $"""
            # meshgitops inventory 1
            {Sha("v: 1\n")} owned .meshgitops/aws/values.yaml mesh/gns.yaml
            {Sha("a: 1\n")} owned clusters/aws/a.yaml mesh/gns.yaml

            """,
            Disk.Read(InventoryPath));
    }

    [Fact]
    public void A_second_render_changes_nothing()
    {
        var tree = Tree(("clusters/aws/a.yaml", "a: 1\n"), ("clusters/aws/b.yaml", ""));
        Render(tree);
        var written = File.GetLastWriteTimeUtc(Disk["out/clusters/aws/a.yaml"]);

        var difference = Render(tree);

        Assert.True(difference.IsEmpty);
        Assert.Equal(3, difference.Unchanged.Length);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Disk["out/clusters/aws/a.yaml"]));
    }

    [Fact]
    public void Writes_only_what_differs_and_deletes_what_is_no_longer_rendered()
    {
        Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/b.yaml", "1"), ("clusters/aws/old/c.yaml", "1")));
        Disk.Write("out/clusters/aws/notes.txt", "mine").Folder("out/clusters/aws/empty");

        var difference = Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/b.yaml", "2"), ("clusters/aws/d.yaml", "1")));

        Assert.Equal(["clusters/aws/d.yaml"], Paths(difference.Added));
        Assert.Equal([".meshgitops/aws/inventory", "clusters/aws/b.yaml"], Paths(difference.Changed));
        Assert.Equal(["clusters/aws/old/c.yaml"], Paths(difference.Removed));
        Assert.Equal(["clusters/aws/a.yaml"], Paths(difference.Unchanged));
        Assert.Equal("2", Disk.Read("out/clusters/aws/b.yaml"));
        Assert.False(Directory.Exists(Disk["out/clusters/aws/old"]));
        Assert.True(Directory.Exists(Disk["out/clusters/aws/empty"]));
        Assert.Equal("mine", Disk.Read("out/clusters/aws/notes.txt"));
    }

    [Fact]
    public void A_hand_edited_file_stops_the_render_until_the_edit_is_given_up()
    {
        Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/b.yaml", "1")));
        Disk.Write("out/clusters/aws/a.yaml", "edited").Write("out/clusters/aws/b.yaml", "edited");
        var before = Disk.Snapshot();
        var folder = Open();

        var difference = folder.Compare(Tree(("clusters/aws/a.yaml", "2"))).Value;
        var findings = folder.Apply(difference);

        Assert.Equal(["clusters/aws/a.yaml", "clusters/aws/b.yaml"], Paths(difference.HandEdited));
        Assert.Equal(["MGO6025", "MGO6025"], findings.Select(finding => finding.Id));
        Assert.Equal("rendered/clusters/aws/a.yaml", findings[0].Location.Path);
        Assert.Equal(before, Disk.Snapshot());

        Assert.Empty(folder.Apply(difference.Overwriting()));
        Assert.Equal([".meshgitops/aws/inventory", "clusters/aws/a.yaml"], Files());
        Assert.Equal("2", Disk.Read("out/clusters/aws/a.yaml"));
    }

    [Fact]
    public void An_edit_that_is_what_would_be_written_is_no_drift()
    {
        Render(Tree(("clusters/aws/a.yaml", "1")));
        Disk.Write("out/clusters/aws/a.yaml", "2");

        var difference = Render(Tree(("clusters/aws/a.yaml", "2")));

        Assert.Empty(difference.HandEdited);
        Assert.Equal([".meshgitops/aws/inventory"], Paths(difference.Changed));
    }

    [Fact]
    public void Reads_back_what_was_published_only_where_it_differs()
    {
        Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/b.yaml", "1"), ("clusters/aws/c.yaml", "1")));
        Disk.Write("out/clusters/aws/d.yaml", "never ours");
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
        File.Delete(Disk["out/clusters/aws/a.yaml"]);
        Disk.Write("secret.yaml", "secret").Link("out/clusters/aws/a.yaml", Disk["secret.yaml"]);
        var folder = Open();
        var difference = new OutputDifference { Changed = [OutputPath.Create("clusters/aws/a.yaml")] };

        Assert.Empty(folder.Published(difference, Tree(("clusters/aws/a.yaml", "2"))).Value);
    }

    [Fact]
    public void A_vanished_file_is_written_again()
    {
        Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/b.yaml", "1")));
        File.Delete(Disk["out/clusters/aws/a.yaml"]);

        var difference = Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/b.yaml", "1")));

        Assert.Equal(["clusters/aws/a.yaml"], Paths(difference.Changed));
        Assert.Equal("1", Disk.Read("out/clusters/aws/a.yaml"));
    }

    [Fact]
    public void A_file_that_was_never_ours_is_an_error_even_when_edits_are_given_up()
    {
        Disk.Write("out/clusters/aws/a.yaml", "theirs");

        AssertCompare("MGO6023", Tree(("clusters/aws/a.yaml", "1")));
        Assert.Equal(["clusters/aws/a.yaml"], Files());
    }

    [Fact]
    public void A_file_with_the_bytes_that_would_be_written_is_adopted()
    {
        Disk.Write("out/clusters/aws/a.yaml", "1");

        var difference = Render(Tree(("clusters/aws/a.yaml", "1")));

        Assert.Equal(["clusters/aws/a.yaml"], Paths(difference.Unchanged));
        Assert.Equal([".meshgitops/aws/inventory"], Paths(difference.Added));
    }

    [Fact]
    public void A_folder_or_a_file_that_takes_the_place_of_the_other_is_in_the_way()
    {
        Disk.Folder("out/clusters/aws/a.yaml").Write("out/clusters/gke", "a file");

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
        Disk.Write("secret", "1").Write("elsewhere/a.yaml", "1").Write("elsewhere/aws/a.yaml", "1").Link(link, target);
        var before = Disk.Snapshot();

        AssertCompare("MGO6024", Tree(("clusters/aws/a.yaml", "1")));
        Assert.Equal(before, Disk.Snapshot());
    }

    [Fact]
    public void An_output_that_is_a_link_is_refused()
    {
        Disk.Folder("elsewhere").Link("out", "elsewhere");

        Assert.Equal("MGO6024", Assert.Single(OutputFolder.Open(Disk["out"], "rendered").Diagnostics).Id);
    }

    [Fact]
    public void A_link_in_place_of_an_owned_file_is_not_deleted_through()
    {
        Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/deep/b.yaml", "1")));
        Directory.Delete(Disk["out/clusters/aws/deep"], recursive: true);
        Disk.Write("elsewhere/b.yaml", "1").Link("out/clusters/aws/deep", "../../../elsewhere");

        AssertCompare("MGO6024", Tree(("clusters/aws/a.yaml", "1")));
        Assert.Equal("1", Disk.Read("elsewhere/b.yaml"));
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
                seen.AddRange(OutputFolder.Open(Disk["out"], "rendered").Diagnostics.Select(finding => finding.Id));
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
        Assert.Equal("2", Disk.Read("out/clusters/aws/a.yaml"));
        Assert.Equal([".meshgitops/aws/inventory", "clusters/aws/a.yaml"], Files());
    }

    [Fact]
    public void ADisk_that_refuses_is_a_finding_and_nothing_is_half_done()
    {
        Render(Tree(("clusters/aws/a.yaml", "1")));
        var folder = Open();
        var difference = folder.Compare(Tree(("clusters/aws/a.yaml", "2"))).Value;
        var before = Disk.Snapshot();
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
        Assert.Equal(before, Disk.Snapshot());
        Assert.False(Directory.Exists(Disk["out/.meshgitops/.transaction"]));
    }

    [Fact]
    public void An_output_that_is_a_file_is_reported()
    {
        Disk.Write("out", "a file");

        Assert.Equal("MGO6023", Assert.Single(OutputFolder.Open(Disk["out"], "rendered").Diagnostics).Id);
    }

    [Fact]
    public void What_is_staged_can_never_be_committed()
    {
        var folder = Open();
        var ignored = "";
        folder.AfterStep = step => ignored = step == "journal" ? Disk.Read("out/.meshgitops/.transaction/.gitignore") : ignored;

        folder.Apply(folder.Compare(Tree(("clusters/aws/a.yaml", "1"))).Value);

        Assert.Equal("*\n", ignored);
    }
}
