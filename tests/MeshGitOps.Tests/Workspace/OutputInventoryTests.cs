using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace;

namespace MeshGitOps.Tests.Workspace;

/// <summary>What the inventory of an output folder may say, and what follows from it.</summary>
public sealed class OutputInventoryTests : OutputFolderOnDisk
{
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
        Assert.Contains("clusters/aws/shared/a%20b.yaml my%20specs/100%25%0A.yaml\n", Disk.Read(InventoryPath), StringComparison.Ordinal);
    }

    [Fact]
    public void The_delivery_objects_have_an_inventory_of_their_own()
    {
        Render(new OutputTree([Delivery("delivery/argocd/application.yaml")]));
        Assert.Equal([".meshgitops/_delivery/inventory", "delivery/argocd/application.yaml"], Files());

        Assert.True(Render(new OutputTree([Delivery("delivery/argocd/application.yaml")])).IsEmpty);

        Render(OutputTree.Empty);
        Assert.Empty(Files());
    }

    [Theory]
    [InlineData("clusters/aws/kustomization.yaml", true, true)]
    [InlineData("clusters/aws/kustomization.yaml", false, false)]
    [InlineData("clusters/aws/gateway.yaml", true, false)]
    [InlineData("clusters/aws/a/kustomization.yaml", true, false)]
    public void A_kustomization_that_was_merged_with_its_inventory_is_no_edit_by_hand(string path, bool isMerged, bool isOurs)
    {
        Disk.Write($"out/{path}", "1 and 2").Write(
            InventoryPath,
            $"# meshgitops inventory 1\n{Sha("1")} owned {path} x\n{(isMerged ? $"{Sha("2")} owned {path} x\n" : "")}");

        var compared = Open().Compare(Tree((path, "3")));

        Assert.Empty(compared.Diagnostics);
        Assert.Equal([".meshgitops/aws/inventory", path], Paths(compared.Value.Changed));
        Assert.Equal(isOurs, compared.Value.HandEdited.IsEmpty);
    }

    [Theory]
    [InlineData("delivery/argocd/a.yaml", true)]
    [InlineData(".meshgitops/_delivery/a", true)]
    [InlineData(".meshgitops/_delivery/inventory", false)]
    [InlineData("clusters/_delivery/a.yaml", false)]
    [InlineData("clusters/aws/a.yaml", false)]
    [InlineData("delivery", false)]
    public void The_inventory_of_the_delivery_objects_claims_their_folder_alone(string path, bool isOwn) =>
        Assert.Equal(isOwn, Inventory.IsOwnPath(OutputFile.Delivery, path));

    [Fact]
    public void A_cluster_cannot_claim_the_delivery_objects() =>
        Assert.False(Inventory.IsOwnPath("aws", "delivery/argocd/a.yaml"));

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
        Disk.Write("victim", "1").Write("out/victim", "1").Write(InventoryPath, $"# meshgitops inventory 1\n{Sha("1")} owned {path} x\n");
        var before = Disk.Snapshot();

        var finding = AssertCompare("MGO6022", OutputTree.Empty);

        Assert.Equal(new LinePosition(2, 72), finding.Location.Position);
        Assert.Equal("rendered/.meshgitops/aws/inventory", finding.Location.Path);
        Assert.Equal(before, Disk.Snapshot());
    }

    [Theory]
    [InlineData("# meshgitops inventory 1\n<<<<<<< HEAD\n", "MGO6021", 2)]
    [InlineData("# meshgitops inventory 1\n\nnonsense\n", "MGO6020", 2)]
    [InlineData("# meshgitops inventory 1\nabc owned clusters/aws/a.yaml x\n", "MGO6020", 2)]
    [InlineData("# meshgitops inventory 2\n", "MGO6020", 1)]
    [InlineData("", "MGO6020", 1)]
    public void A_bad_inventory_stops_everything(string text, string id, int line)
    {
        Disk.Write(InventoryPath, text);

        var compared = Open().Compare(OutputTree.Empty);

        Assert.Equal((id, line), (compared.Diagnostics[0].Id, compared.Diagnostics[0].Location.Position.Line));
        Assert.True(compared.Value.IsEmpty);
    }

    [Fact]
    public void A_file_may_be_what_either_of_two_merged_branches_rendered()
    {
        Render(Tree(("clusters/aws/a.yaml", "2")));
        var inventory = Disk.Read(InventoryPath);
        Disk.Write(InventoryPath, $"{inventory}{Sha("1")} owned clusters/aws/a.yaml x\n");

        var difference = Render(Tree(("clusters/aws/a.yaml", "3")));

        Assert.Equal(["clusters/aws/a.yaml"], Paths(difference.Changed).Where(path => path.EndsWith(".yaml", StringComparison.Ordinal)));
        Assert.Empty(difference.HandEdited);
        Assert.Equal(2, Disk.Read(InventoryPath).TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void An_inventory_that_names_a_file_very_often_is_reported()
    {
        var lines = Enumerable.Range(0, 17).Select(branch => $"{Sha($"{branch}")} owned clusters/aws/a.yaml x\n");
        Disk.Write(InventoryPath, $"# meshgitops inventory 1\n{string.Concat(lines)}");

        AssertCompare("MGO6020", OutputTree.Empty);
    }

    [Fact]
    public void Lines_of_an_inventory_may_come_in_any_order_with_windows_line_ends()
    {
        Render(Tree(("clusters/aws/a.yaml", "1"), ("clusters/aws/b.yaml", "1")));
        Disk.Write(InventoryPath, string.Join("\r\n", Disk.Read(InventoryPath).TrimEnd().Split('\n').Reverse()));

        var difference = Render(Tree(("clusters/aws/a.yaml", "2")));

        Assert.Equal(["clusters/aws/b.yaml"], Paths(difference.Removed));
    }

    private static OutputFile Delivery(string path) =>
        new(OutputPath.Create(path), OutputFile.Delivery, "1"u8.ToArray(), "meshgitops.yaml", OutputSharing.Owned);
}
