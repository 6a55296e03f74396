using MeshGitOps.Cli.Reporting;
using MeshGitOps.Rendering.Differences;
using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Tests.Differences;

public sealed class FleetDifferenceTests
{
    private const string A = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: x}\ndata: {k: v}\n";
    private const string B = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b, namespace: x}\ndata: {k: v}\n";

    [Fact]
    public void A_tree_does_not_differ_from_itself()
    {
        var fleet = Compared.Of([("clusters/west/a.yaml", A)], [("clusters/west/a.yaml", A)]);

        Assert.True(fleet.IsEmpty);
        Assert.Equal("nothing changes.", BlastRadius.Of(fleet));
    }

    [Fact]
    public void An_object_in_another_file_is_the_same_object()
    {
        var fleet = Compared.Of([("clusters/west/a.yaml", A), ("clusters/west/b.yaml", B)], [("clusters/west/all.yaml", $"{A}---\n{B}")]);

        Assert.False(fleet.IsEmpty);
        Assert.Empty(fleet.Objects);
        Assert.Equal(2, fleet.Clusters.Single().Moved);
        Assert.Equal("no object changes; 3 files are written in another form or place.", BlastRadius.Of(fleet));
    }

    [Fact]
    public void An_object_of_another_version_of_its_API_is_the_same_object()
    {
        const string entry = "apiVersion: networking.istio.io/v1beta1\nkind: ServiceEntry\nmetadata: {name: a, namespace: x}\n";
        var fleet = Compared.Of([("clusters/west/a.yaml", entry)], [("clusters/west/a.yaml", entry.Replace("v1beta1", "v1", StringComparison.Ordinal))]);

        Assert.Equal(["apiVersion"], fleet.Objects.Single().Fields.Select(field => field.Path));
    }

    [Fact]
    public void Comments_and_the_order_of_fields_are_form_alone()
    {
        var fleet = Compared.Of(
            [("clusters/west/a.yaml", A)],
            [("clusters/west/a.yaml", "# Generated.\nkind: ConfigMap\napiVersion: v1\ndata: {k: v}\nmetadata: {namespace: x, name: a}\n")]);

        Assert.Empty(fleet.Objects);
        Assert.Equal(0, fleet.Clusters.Single().Moved);
        Assert.Equal("no object changes; 1 file is written in another form or place.", BlastRadius.Of(fleet));
    }

    [Fact]
    public void The_same_name_in_another_cluster_is_another_object()
    {
        var fleet = Compared.Of([("clusters/west/a.yaml", A)], [("clusters/east/a.yaml", A)]);

        Assert.Equal(
            [("east", ChangeKind.Added), ("west", ChangeKind.Removed)],
            fleet.Objects.Select(item => (item.Key.Cluster, item.Kind)));
        Assert.Equal("2 objects differ in both clusters.", BlastRadius.Of(fleet));
    }

    [Fact]
    public void Of_two_objects_with_one_name_each_counts()
    {
        var twice = $"{A}---\n{A}";
        var fleet = Compared.Of([("clusters/west/a.yaml", twice)], [("clusters/west/a.yaml", A)]);

        Assert.Equal([ChangeKind.Removed], fleet.Objects.Select(item => item.Kind));
    }

    [Theory]
    [InlineData("a: [")]
    [InlineData("- a\n- b\n")]
    [InlineData("kind: ConfigMap\n")]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("\0\u0001\ud800")]
    [InlineData("<<<<<<< HEAD\na: 1\n=======\n")]
    public void A_published_file_that_is_no_manifest_is_compared_as_lines(string text)
    {
        var fleet = Compared.Of([("clusters/west/a.yaml", text)], [("clusters/west/a.yaml", A)]);

        var file = Assert.Single(fleet.Clusters.Single().Texts);
        Assert.Contains(DifferenceLines.Of(file), line => line is { Kind: ChangeKind.Added, Text: "kind: ConfigMap" } || text.StartsWith("kind", StringComparison.Ordinal));
        Assert.Empty(fleet.Objects);
        Assert.Equal("1 file beside the manifests differs in west.", BlastRadius.Of(fleet));
    }

    [Fact]
    public void Configuration_is_compared_as_lines_and_patches_and_the_delivery_as_objects()
    {
        var fleet = Compared.Of(
            [(".meshgitops/west/Corefile", "a\nb\n"), ("clusters/west/shared/configmap-x-a.yaml", A), ("delivery/argocd/a.yaml", A)],
            [(".meshgitops/west/Corefile", "a\nc\n"), ("clusters/west/shared/configmap-x-a.yaml", A.Replace("k: v", "k: w", StringComparison.Ordinal)), ("delivery/argocd/a.yaml", B)]);

        Assert.Equal(["west", "_delivery"], fleet.Clusters.Select(cluster => cluster.Cluster));
        Assert.Equal([".meshgitops/west/Corefile"], fleet.Clusters[0].Texts.Select(file => file.Path.Value));
        Assert.Equal(OutputSharing.Shared, fleet.Clusters[0].Objects.Single().Sharing);
        Assert.Equal(1, fleet.ClusterCount);
        Assert.Equal("1 object differs in west; 1 file beside the manifests differs in west; 2 delivery objects differ.", BlastRadius.Of(fleet));
    }

    [Fact]
    public void Says_what_becomes_of_a_host_in_each_cluster()
    {
        var fleet = Compared.Of(
            [
                ("clusters/west/shop.yaml", Entry("shop.example.com", "240.0.0.1", "east", "192.0.2.1")),
                ("clusters/asia/shop.yaml", Entry("shop.example.com", "240.0.0.1", "east", "192.0.2.1")),
                ("clusters/west/old.yaml", Entry("old.example.com", "240.0.0.2", "east", "192.0.2.1")),
                ("clusters/east/same.yaml", Entry("same.example.com", "240.0.0.4", "east", "192.0.2.1")),
            ],
            [
                ("clusters/west/shop.yaml", Entry("shop.example.com", "240.0.0.9", "asia", "192.0.2.3")),
                ("clusters/asia/shop.yaml", Entry("shop.example.com", "240.0.0.9", "asia", "192.0.2.3")),
                ("clusters/west/new.yaml", Entry("new.example.com", "240.0.0.3", "east", "2001:db8::1")),
                ("clusters/east/same.yaml", Entry("same.example.com", "240.0.0.4", "east", "192.0.2.1")),
            ]);

        Assert.Equal("1 host changes in 2 of 3 clusters; 1 host appears in west; 1 host disappears from west.", BlastRadius.Of(fleet));
        Assert.Equal(
            """
            Added west | address: 240.0.0.3 | port: 80 | endpoint in east: [2001:db8::1]:15443
            Removed west | 
            Changed asia, west | address: 240.0.0.1 -> 240.0.0.9 | endpoint in asia added: 192.0.2.3:15443 | endpoint in east removed: 192.0.2.1:15443
            """,
            string.Join('\n', fleet.Hosts.SelectMany(host => DifferenceWords.PlacesOf(host)).Select(place => $"{place.Kind} {place.Clusters} | {string.Join(" | ", place.Details)}")));
    }

    [Fact]
    public void Says_where_a_gateway_forwards_a_host_now()
    {
        const string server = """

            ---
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata: {name: shop.example.com, namespace: istio-system}
            spec: {hosts: [shop.example.com], exportTo: ["."], ports: [{number: 80, name: http}], endpoints: [{address: shop.x.svc.cluster.local}]}

            """;
        var client = Entry("shop.example.com", "240.0.0.1", "east", "192.0.2.1");
        var fleet = Compared.Of(
            [("clusters/west/shop.yaml", client + server), ("clusters/east/shop.yaml", client)],
            [("clusters/west/shop.yaml", client), ("clusters/east/shop.yaml", client + server)]);

        Assert.Equal(
            [("east", ChangeKind.Changed, ChangeKind.Added), ("west", ChangeKind.Changed, (ChangeKind?)ChangeKind.Removed)],
            fleet.Hosts.Single().Clusters.Select(place => (place.Cluster, place.Kind, place.Serving)));
        Assert.Equal("1 host changes in both clusters.", BlastRadius.Of(fleet));
    }

    [Fact]
    public void Only_files_that_differ_are_read()
    {
        var unreadable = Enumerable.Range(0, 1_000).Select(i => ($"clusters/west/{i}.yaml", "a: ["));
        var fleet = Compared.Of(unreadable.Append(("clusters/west/a.yaml", A)), unreadable.Append(("clusters/west/a.yaml", B)));

        Assert.Equal(["clusters/west/a.yaml"], fleet.Clusters.Single().Files.Select(file => file.Path.Value));
    }

    private static string Entry(string host, string address, string cluster, string endpoint) => $$"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: {{host}}, namespace: mesh-acme}
        spec:
          hosts: [{{host}}]
          addresses: [{{address}}]
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints:
          - address: "{{endpoint}}"
            ports: {http: 15443}
            labels: {meshgitops.io/cluster: "{{cluster}}"}

        """;
}
