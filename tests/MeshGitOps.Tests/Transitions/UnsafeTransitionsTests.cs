using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Transitions;

namespace MeshGitOps.Tests.Transitions;

/// <summary>One finding each, from files written by hand: nothing here depends on how they were rendered.</summary>
public sealed class UnsafeTransitionsTests
{
    private const string Host = "catalog.acme.example.com";

    private static readonly File Server = new("east", "mesh-acme/catalog.acme.example.com.yaml", Entry("istio-system", "\".\"", Endpoint(null, "catalog.acme.svc.cluster.local", 8080)));
    private static readonly File Gateway = new("east", "gateway.yaml", GatewayOf(15443, Host));
    private static readonly File Client = new("west", "mesh-acme/catalog.acme.example.com.yaml", ClientOf(Endpoint("east", "203.0.113.2", 15443)));

    [Fact]
    public void A_first_render_has_none() => Assert.Empty(Find([], [Server, Gateway, Client]));

    [Fact]
    public void A_render_that_changes_nothing_has_none() => Assert.Empty(Find([Server, Gateway, Client], [Server, Gateway, Client]));

    [Fact]
    public void Reports_a_server_side_that_vanishes_under_a_published_client() =>
        AssertReports(
            [Server, Gateway, Client],
            [Client with { Text = ClientOf(Endpoint("asia", "203.0.113.3", 15443)) }, AsiaServer],
            "MGO4301 Cluster 'east' stops serving 'catalog.acme.example.com' while the published clients of cluster 'west' call it there.",
            "MGO4302 Clients of cluster 'west' get cluster 'asia' as an endpoint of 'catalog.acme.example.com' before its gateway knows the host.");

    [Fact]
    public void Reports_a_host_that_the_gateway_no_longer_opens() =>
        AssertReports(
            [Server, Gateway, Client, AsiaServer],
            [Server, Gateway with { Text = GatewayOf(15443, "other.acme.example.com") }, Client with { Text = ClientOf(Endpoint("asia", "203.0.113.3", 15443)) }, AsiaServer],
            "MGO4301 Cluster 'east' stops serving 'catalog.acme.example.com' while the published clients of cluster 'west' call it there.");

    [Fact]
    public void A_server_side_that_no_published_client_uses_may_go() =>
        Assert.Empty(Find([Server, Gateway, Client with { Text = ClientOf(Endpoint("asia", "203.0.113.3", 15443)) }, AsiaServer],
            [Client with { Text = ClientOf(Endpoint("asia", "203.0.113.3", 15443)) }, AsiaServer]));

    [Fact]
    public void A_server_side_may_go_with_the_clients_that_give_the_host_up() =>
        Assert.DoesNotContain(Find([Server, Gateway, Client, Local], [Local]), finding => finding.Id == "MGO4301");

    [Fact]
    public void A_new_client_breaks_nothing() =>
        Assert.Empty(Find([new File("west", "other.yaml", GatewayOf(15443, "x.example.com"))], [Server, Gateway, Client]));

    [Fact]
    public void A_client_may_call_a_server_side_that_is_published_in_a_file_that_does_not_change() =>
        Assert.Empty(Find(
            [Server, Gateway, Client, AsiaServer],
            [Server, Gateway, Client with { Text = ClientOf(Endpoint("asia", "203.0.113.3", 15443), Endpoint("east", "203.0.113.2", 15443)) }, AsiaServer]));

    [Fact]
    public void Reports_a_port_in_the_place_of_another() =>
        AssertReports(
            [Client],
            [Client with { Text = Client.Text.Replace("number: 8080", "number: 9090", StringComparison.Ordinal) }],
            "MGO4303 Host 'catalog.acme.example.com' gets port '9090' in the place of '8080', which published clients call.");

    [Fact]
    public void Reports_a_port_that_vanishes_and_none_that_comes()
    {
        var both = Client with { Text = Client.Text.Replace("  ports:\n  - number", "  ports:\n  - {number: 9090, name: http-next, protocol: HTTP}\n  - number", StringComparison.Ordinal) };

        AssertReports([both], [Client], "MGO4303 Host 'catalog.acme.example.com' loses port '9090', which published clients have.");
        Assert.Empty(Find([Client], [both]));
    }

    [Fact]
    public void Reports_a_virtual_address_that_changes() =>
        AssertReports(
            [Client],
            [Client with { Text = Client.Text.Replace("240.0.1.7", "240.0.1.8", StringComparison.Ordinal) }],
            "MGO4304 The virtual address of 'catalog.acme.example.com' changes from '240.0.1.7' to '240.0.1.8'.");

    [Theory]
    [InlineData("PERMISSIVE")]
    [InlineData(null)]
    public void Reports_a_namespace_that_goes_strict(string? before) =>
        AssertReports(
            before is null ? [Client] : [Client, Authentication(before)],
            [Client, Authentication("STRICT")],
            "MGO4305 Namespace 'acme' of cluster 'west' refuses plaintext from now on.");

    [Fact]
    public void Reports_an_exception_from_strict_that_vanishes()
    {
        var whole = Authentication("STRICT");
        var excepted = whole with { Text = whole.Text + "---\n" + Exception };

        AssertReports([excepted], [whole], "MGO4305 Namespace 'acme' of cluster 'west' refuses plaintext from now on.");
        Assert.Empty(Find([whole], [excepted]));
    }

    [Fact]
    public void A_cluster_without_anything_published_may_begin_strict() =>
        Assert.Empty(Find([Server], [Server, Authentication("STRICT")]));

    [Fact]
    public void A_namespace_may_leave_strict() =>
        Assert.Empty(Find([Authentication("STRICT")], [Authentication("PERMISSIVE")]));

    [Fact]
    public void Reports_a_host_that_is_removed_with_clients() =>
        AssertReports([Server, Gateway, Client], [Other], "MGO4306 Host 'catalog.acme.example.com' is removed, but clients of cluster 'west' have it.");

    [Fact]
    public void A_host_without_clients_may_be_removed() => Assert.Empty(Find([Server, Gateway, Other], [Other]));

    [Fact]
    public void Reports_a_gateway_that_moves_to_another_address()
    {
        var both = Client with { Text = ClientOf(Endpoint("east", "203.0.113.2", 15443), Endpoint("east", "203.0.113.9", 15443)) };
        var moved = Client with { Text = ClientOf(Endpoint("east", "203.0.113.9", 15443)) };

        AssertReports([Client], [moved], "MGO4307 The east-west gateway of cluster 'east' moves from '203.0.113.2' to '203.0.113.9'.");
        Assert.Empty(Find([Client], [both]).Concat(Find([both], [moved])));
    }

    [Fact]
    public void Reports_a_gateway_that_opens_another_port()
    {
        ImmutableArray<File> before = [Server, Gateway, Client];
        ImmutableArray<File> after = [Server, Gateway with { Text = GatewayOf(15444, Host) }, Client with { Text = ClientOf(Endpoint("east", "203.0.113.2", 15444)) }];

        AssertReports(before, after, "MGO4307 The east-west gateway of cluster 'east' no longer opens port '15443', which published clients dial.");
    }

    [Fact]
    public void A_gateway_opens_both_ports_then_clients_move_then_the_old_one_closes()
    {
        ImmutableArray<File> before = [Server, Gateway, Client];
        ImmutableArray<File> after = [Server, Gateway with { Text = GatewayOf(15444, Host) }, Client with { Text = ClientOf(Endpoint("east", "203.0.113.2", 15444)) }];

        var first = Additive(before, after);
        Assert.Contains("number: 15443", first["clusters/east/gateway.yaml"], StringComparison.Ordinal);
        Assert.Contains("name: tls-meshgitops-15443", first["clusters/east/gateway.yaml"], StringComparison.Ordinal);
        Assert.Contains("number: 15444", first["clusters/east/gateway.yaml"], StringComparison.Ordinal);
        Assert.Equal(Client.Text, first["clusters/west/mesh-acme/catalog.acme.example.com.yaml"]);

        Assert.Equal(first, Additive(Files(first), after, AdditiveStep.Shortest));
        var second = Additive(Files(first), after);
        Assert.Equal(first["clusters/east/gateway.yaml"], second["clusters/east/gateway.yaml"]);
        Assert.Equal(after[2].Text, second["clusters/west/mesh-acme/catalog.acme.example.com.yaml"]);
        Assert.Empty(Find(Files(second), after));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("- 1\n- {kind: 3}\n")]
    [InlineData("kind: ServiceEntry\nspec: {hosts: {a: 1}, endpoints: [1, {labels: [], ports: 3}], ports: [null], exportTo: x}\n")]
    [InlineData("apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: 3\nspec: {servers: [{port: 3}, 4]}\n")]
    [InlineData("apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: meshgitops, namespace: acme}\nspec: {mtls: [], portLevelMtls: {x: 3}}\n")]
    public void Anything_may_lie_in_the_output(string text)
    {
        foreach (var file in new[] { Server, Gateway, Client, Authentication("STRICT") })
        {
            Find([file with { Text = text }], [file]);
            Additive([file with { Text = text }], [file, Other]);
        }
    }

    [Fact]
    public void The_phase_additive_takes_nothing_away()
    {
        var first = Additive([Server, Gateway, Client, Other], [Other]);

        Assert.Equal(
            [
                "clusters/east/gateway.yaml", "clusters/east/mesh-acme/catalog.acme.example.com.yaml",
                "clusters/west/mesh-acme/catalog.acme.example.com.yaml", "clusters/west/mesh-acme/other.acme.example.com.yaml",
            ],
            first.Keys);
        Assert.Equal(Client.Text, first["clusters/west/mesh-acme/catalog.acme.example.com.yaml"]);
    }

    [Fact]
    public void The_phase_additive_follows_an_object_into_another_file()
    {
        var moved = Client with { Path = "mesh-acme/client.yaml" };

        Assert.Equal(["clusters/west/mesh-acme/client.yaml"], Additive([Client], [moved]).Keys);
    }

    [Fact]
    public void The_phase_additive_leaves_the_names_that_dns_answers()
    {
        var stub = new File("west", "configmap-mesh-dns.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: dns, namespace: mesh-dns}\ndata: {hosts: a}\n");
        var first = Additive([stub], [stub with { Text = stub.Text.Replace("hosts: a", "hosts: b", StringComparison.Ordinal) }]);

        Assert.Equal(stub.Text, first["clusters/west/configmap-mesh-dns.yaml"]);
    }

    private static File AsiaServer => Server with { Cluster = "asia" };

    private static File Local => new("south", "mesh-acme/catalog.acme.example.com.yaml", ClientOf(Endpoint("south", "catalog.acme.svc.cluster.local", 8080)));

    private static File Other => new("west", "mesh-acme/other.acme.example.com.yaml", ClientOf(Endpoint("asia", "203.0.113.3", 15443)).Replace("catalog", "other", StringComparison.Ordinal));

    private static File Authentication(string mode) => new("west", "mesh-acme/peer-authentication.yaml", $$"""
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata:
          name: meshgitops
          namespace: acme
        spec:
          mtls:
            mode: {{mode}}

        """);

    private const string Exception = """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata:
          name: meshgitops-catalog
          namespace: acme
        spec:
          selector:
            matchLabels:
              app: catalog
          mtls:
            mode: STRICT
          portLevelMtls:
            "8080":
              mode: PERMISSIVE

        """;

    private static string ClientOf(params string[] endpoints) => Entry("mesh-acme", "acme", endpoints);

    private static string Entry(string place, string exportTo, params string[] endpoints) => $$"""
        # Generated by meshgitops from GlobalNamespace/acme; do not edit.
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata:
          name: catalog.acme.example.com
          namespace: {{place}}
        spec:
          hosts:
          - catalog.acme.example.com
          ports:
          - number: 8080
            name: http
            protocol: HTTP
          endpoints:
        {{string.Concat(endpoints)}}  exportTo:
          - {{exportTo}}
          addresses:
          - 240.0.1.7

        """;

    private static string Endpoint(string? cluster, string address, int port) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"  - address: {address}\n    ports:\n      http: {port}\n{(cluster is null ? "" : $"    labels:\n      meshgitops.io/cluster: {cluster}\n")}");

    private static string GatewayOf(int port, string host) => $$"""
        # Generated by meshgitops from Cluster/east; do not edit.
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata:
          name: meshgitops-eastwest
          namespace: istio-system
        spec:
          servers:
          - port:
              number: {{port.ToString(System.Globalization.CultureInfo.InvariantCulture)}}
              name: tls-meshgitops
              protocol: TLS
            hosts:
            - {{host}}

        """;

    private static void AssertReports(ImmutableArray<File> before, ImmutableArray<File> after, params string[] expected) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), Find(before, after).Select(finding => $"{finding.Id} {finding.Message}").Order(StringComparer.Ordinal));

    /// <summary>In both layouts.</summary>
    private static List<Specs.Diagnostics.Diagnostic> Find(ImmutableArray<File> before, ImmutableArray<File> after)
    {
        var found = FindIn(before, after);
        Assert.Equal(found.Select(finding => finding.Message), FindIn(PerCluster(before), PerCluster(after)).Select(finding => finding.Message));
        return found;
    }

    private static List<Specs.Diagnostics.Diagnostic> FindIn(ImmutableArray<File> before, ImmutableArray<File> after) =>
        [.. UnsafeTransitions.Find(Published(before), Tree(after), new FleetPlan(), "rendered").Select(transition => transition.Diagnostic)];

    /// <summary>The same objects in files with others.</summary>
    private static ImmutableArray<File> PerCluster(ImmutableArray<File> files) =>
    [
        .. files
            .GroupBy(file => (file.Cluster, Path: file.Text.Contains("kind: Gateway", StringComparison.Ordinal) ? "cluster.yaml"
                : file.Text.Contains("kind: PeerAuthentication", StringComparison.Ordinal) ? "mesh-acme/global-namespace.yaml"
                : file.Text.Contains("exportTo:\n  - .", StringComparison.Ordinal) || file.Text.Contains("\".\"", StringComparison.Ordinal) ? "mesh-acme/server.yaml"
                : "mesh-acme/client.yaml"))
            .Select(group => new File(group.Key.Cluster, group.Key.Path, string.Join("---\n", group.Select(file => file.Text)))),
    ];

    private static SortedDictionary<string, string> Additive(
        ImmutableArray<File> before, ImmutableArray<File> after, AdditiveStep step = AdditiveStep.Furthest) => new(
        AdditivePhase.Apply(Published(before), Tree(after), step).Files.ToDictionary(file => file.Path.Value, file => Encoding.UTF8.GetString(file.Bytes.Span)),
        StringComparer.Ordinal);

    private static ImmutableArray<File> Files(SortedDictionary<string, string> tree) =>
        [.. tree.Select(file => new File(file.Key.Split('/')[1], string.Join('/', file.Key.Split('/')[2..]), file.Value))];

    private static ImmutableArray<PublishedFile> Published(ImmutableArray<File> files) =>
        [.. Tree(files).Files.Select(file => new PublishedFile(file.Path, file.Cluster, file.Bytes, file.Origin, file.Sharing))];

    private static OutputTree Tree(ImmutableArray<File> files) => new(
    [
        .. files
            .Select(file => new OutputFile(
                OutputPath.Create($"clusters/{file.Cluster}/{file.Path}"), file.Cluster, Encoding.UTF8.GetBytes(file.Text), "mesh.yaml", OutputSharing.Owned))
            .OrderBy(file => file.Path),
    ]);

    private sealed record File(string Cluster, string Path, string Text);
}
