using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Kinds;

public sealed class SpecReaderTests
{
    [Fact]
    public void Finds_the_workspace_above_the_start_folder()
    {
        var folder = new InMemorySourceFolder(
            ("repo/meshgitops.yaml", CompleteDocuments.Workspace.Replace("mesh, more/**/*.yaml", "mesh", StringComparison.Ordinal).Replace("[rules]", "[]", StringComparison.Ordinal)),
            ("repo/mesh/a.yaml", Cluster("a")),
            ("repo/other/b.yaml", Cluster("b")));

        var specs = ReadCleanly(folder, "repo/mesh/deep");

        Assert.Equal("repo", specs.WorkspaceFolder);
        Assert.Equal("acme", specs.Workspace.Metadata!.Name.Value);
        Assert.Equal(["a"], specs.Clusters.Select(cluster => cluster.Metadata.Name.Value));
    }

    [Fact]
    public void Reads_the_start_folder_with_defaults_where_there_is_no_workspace()
    {
        var folder = new InMemorySourceFolder(("repo/a.yaml", Cluster("a")), ("b.yaml", Cluster("b")));

        var specs = ReadCleanly(folder, "repo");

        Assert.Equal("repo", specs.WorkspaceFolder);
        Assert.Null(specs.Workspace.Metadata);
        Assert.Equal(["a"], specs.Clusters.Select(cluster => cluster.Metadata.Name.Value));
    }

    [Fact]
    public void Default_discovery_leaves_out_what_holds_no_specs()
    {
        var folder = new InMemorySourceFolder(
            ("a.yaml", Cluster("a")),
            ("b.yml", Cluster("b")),
            ("c.json", Cluster("c")),
            ("rendered/x.yaml", Cluster("x1")),
            ("templates/x.yaml", Cluster("x2")),
            (".hidden/x.yaml", Cluster("x3")),
            ("node_modules/x.yaml", Cluster("x4")),
            ("addresses.lock.yaml", "addresses: {}"));

        var specs = ReadCleanly(folder);

        Assert.Equal(["a", "b"], specs.Clusters.Select(cluster => cluster.Metadata.Name.Value));
        Assert.Equal(new ReadCounts(2, 2, 0), specs.Counts);
    }

    [Fact]
    public void Leaves_the_manifests_of_clusters_to_the_inventory()
    {
        var folder = new InMemorySourceFolder(
            ("clusters/a.yaml", Cluster("a", "manifests: [{path: apps/a}, {path: apps/*/only.yaml}]")),
            ("apps/a/service.yaml", "{ not: [yaml"),
            ("apps/a/cluster.yaml", Cluster("b")),
            ("apps/b/only.yaml", "apiVersion: meshgitop.io/v1"),
            ("apps/ab/service.yaml", "apiVersion: v1"));

        var specs = ReadCleanly(folder);

        Assert.Equal(["a"], specs.Clusters.Select(cluster => cluster.Metadata.Name.Value));
        Assert.Equal(new ReadCounts(2, 2, 1), specs.Counts);
    }

    [Fact]
    public void Reads_specs_that_lie_among_their_own_manifests()
    {
        var folder = new InMemorySourceFolder(
            ("a.yaml", Cluster("a", "manifests: [{path: .}]")),
            ("acme.yaml", CompleteDocuments.GlobalNamespace.Replace("aws-west, aws-east", "a", StringComparison.Ordinal).Replace("from: us-west-1, to: us-east-1", "", StringComparison.Ordinal)
                .Replace("regions: [{}]", "regions: []", StringComparison.Ordinal)));

        Assert.Single(ReadCleanly(folder).GlobalNamespaces);
    }

    [Fact]
    public void Counts_and_passes_over_documents_of_others()
    {
        var folder = new InMemorySourceFolder(("all.yaml", $"""
            apiVersion: v1
            kind: Service
            ---
            apiVersion: tsm.example.com/v1
            kind: GlobalNamespace
            ---
            just: values
            ---
            - a list
            ---
            {Cluster("a")}
            """));

        Assert.Equal(new ReadCounts(1, 5, 4), ReadCleanly(folder).Counts);
    }

    [Fact]
    public void Takes_the_items_of_a_list()
    {
        var folder = new InMemorySourceFolder(("list.yaml", """
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: meshgitops.io/v1alpha1, kind: Cluster, metadata: {name: a}, spec: {version: "1.26"}}
            - {apiVersion: v1, kind: Service}
            - apiVersion: v1
              kind: List
              items: [{apiVersion: meshgitops.io/v1alpha1, kind: Cluster, metadata: {name: b}, spec: {version: "1.26"}}]
            """));

        var specs = ReadCleanly(folder);

        Assert.Equal(["a", "b"], specs.Clusters.Select(cluster => cluster.Metadata.Name.Value));
        Assert.Equal(new ReadCounts(1, 3, 1), specs.Counts);
    }

    [Theory]
    [InlineData("{apiVersion: [|meshgitop.io/v1alpha1|], kind: Cluster}", "The apiVersion 'meshgitop.io/v1alpha1' is unknown.", "Did you mean 'meshgitops.io/v1alpha1'?")]
    [InlineData("{apiVersion: [|meshgitops.io/v1|], kind: Cluster}", "The apiVersion 'meshgitops.io/v1' is unknown.", "Did you mean 'meshgitops.io/v1alpha1'?")]
    [InlineData("{apiVersion: meshgitops.io/v1alpha1, kind: [|GlobalNameSpace|]}", "The kind 'GlobalNameSpace' is unknown.", "Did you mean 'GlobalNamespace'?")]
    [InlineData("{apiVersion: [|meshgitops.io/v1alpha1|]}", "The document has no 'kind'.", null)]
    [InlineData("{kind: [|Cluster|], metadata: {name: a}}", "The document of kind 'Cluster' has no 'apiVersion'.", "Write 'apiVersion: meshgitops.io/v1alpha1'.")]
    [InlineData("{apiVersion: meshgitops.io/v1alpha1, kind: [|PublicService|]}", "The kind 'PublicService' is not supported yet.", null)]
    [InlineData("{apiVersion: split.smi-spec.io/v1alpha2, kind: [|TrafficSplit|]}", "The kind 'TrafficSplit' is not supported yet.", null)]
    [InlineData("{apiVersion: [|access.smi-spec.io/v1alpha2|], kind: TrafficTarget}", "A TrafficTarget is not served as 'access.smi-spec.io/v1alpha2'.", "Write it as 'access.smi-spec.io/v1alpha3'.")]
    [InlineData("{apiVersion: [|specs.smi-spec.io/v1alpha3|], kind: HTTPRouteGroup}", "A HTTPRouteGroup is not served as 'specs.smi-spec.io/v1alpha3'.", "Write it as 'specs.smi-spec.io/v1alpha4'.")]
    [InlineData("{apiVersion: meshgitops.io/v1alpha1, kind: [|TCPRoute|]}", "The kind 'TCPRoute' is unknown.", null)]
    [InlineData("{kind: [|TrafficTarget|], metadata: {name: a}}", "The document of kind 'TrafficTarget' has no 'apiVersion'.", "Write 'apiVersion: access.smi-spec.io/v1alpha3'.")]
    public void Reports_near_misses_and_kinds_that_come_later(string markup, string message, string? help)
    {
        var marked = MarkedSource.Parse(markup);
        var (specs, diagnostics) = SpecReader.Read(new InMemorySourceFolder(("mesh.yaml", marked.Text)), "", 1);

        marked.AssertFindings(diagnostics, message);
        Assert.Equal(new ReadCounts(1, 1, 0), specs.Counts);
        if (help is not null)
        {
            Assert.Equal(help, diagnostics[0].Help);
        }
    }

    [Fact]
    public void Reports_a_name_that_is_taken()
    {
        var (specs, diagnostics) = SpecReader.Read(
            new InMemorySourceFolder(("a.yaml", Cluster("a")), ("b.yaml", Cluster("a")), ("c.yaml", Cluster("c"))), "", 1);

        var finding = Assert.Single(diagnostics);
        Assert.Equal("There is another Cluster 'a'.", finding.Message);
        Assert.Equal("b.yaml:3:18", finding.Location.ToString());
        Assert.Equal("a.yaml:3:18", Assert.Single(finding.Related).Location.ToString());
        Assert.Equal(2, specs.Clusters.Length);
    }

    [Fact]
    public void Reports_a_second_mesh_and_a_second_workspace()
    {
        var workspace = "apiVersion: meshgitops.io/v1alpha1\nkind: Workspace\nmetadata: {name: w}\n";
        var (_, diagnostics) = SpecReader.Read(
            new InMemorySourceFolder(
                ("meshgitops.yaml", $"{workspace}---\n{Mesh("m1")}"),
                ("sub/meshgitops.yaml", workspace),
                ("z.yaml", Mesh("m2"))),
            "",
            1);

        Assert.Equal(
            [
                "sub/meshgitops.yaml:3:18 There is another Workspace, and a workspace has at most one.",
                "z.yaml:3:18 There is another Mesh, and a workspace has at most one.",
            ],
            Lines(diagnostics));
    }

    [Fact]
    public void Reports_a_workspace_in_another_file_and_a_policy_among_specs()
    {
        var (specs, diagnostics) = SpecReader.Read(
            new InMemorySourceFolder(
                ("w.yaml", "apiVersion: meshgitops.io/v1alpha1\nkind: Workspace\nmetadata: {name: w}\n"),
                ("p.yaml", CompleteDocuments.Policy),
                ("policies/c.yaml", Cluster("c"))),
            "",
            1);

        Assert.Equal(
            [
                "p.yaml:3:18 A Policy is not read from 'p.yaml'.",
                "policies/c.yaml:3:18 A Cluster is not read from 'policies/c.yaml'.",
                "w.yaml:3:18 A Workspace is not read from 'w.yaml'.",
            ],
            Lines(diagnostics));
        Assert.Empty(specs.Policies);
        Assert.Empty(specs.Clusters);
    }

    [Fact]
    public void Keeps_policies_that_their_schema_takes()
    {
        var (specs, diagnostics) = SpecReader.Read(
            new InMemorySourceFolder(
                ("policies/a.yaml", CompleteDocuments.Policy),
                ("policies/b.yaml", "apiVersion: meshgitops.io/v1alpha1\nkind: Policy\nmetadata: {name: b}\nspec: {rules: {x: {level: fatal}}}")),
            "",
            1);

        Assert.Equal("policies/a.yaml", Assert.Single(specs.Policies).Source.Path);
        Assert.Equal(
            ["policies/b.yaml:4:27 Field 'rules.x.level' must be one of 'off', 'info', 'warning', 'error', but is 'fatal'."],
            Lines(diagnostics));
    }

    [Fact]
    public void Reads_files_folders_and_globs_that_the_workspace_names()
    {
        var folder = new InMemorySourceFolder(
            ("w/meshgitops.yaml", "apiVersion: meshgitops.io/v1alpha1\nkind: Workspace\nmetadata: {name: w}\nspec: {specs: [one.yaml, two, ../three/*.yaml, rendered/x.yaml]}"),
            ("w/one.yaml", Cluster("a")),
            ("w/two/b.yaml", Cluster("b")),
            ("three/c.yaml", Cluster("c")),
            ("three/deep/d.yaml", Cluster("d")),
            ("w/rendered/x.yaml", Cluster("e")),
            ("w/f.yaml", Cluster("f")));

        Assert.Equal(["a", "b", "c", "e"], ReadCleanly(folder, "w").Clusters.Select(cluster => cluster.Metadata.Name.Value));
    }

    [Fact]
    public void Reports_a_path_that_leads_nowhere_or_out()
    {
        var marked = MarkedSource.Parse(
            """
            apiVersion: meshgitops.io/v1alpha1
            kind: Workspace
            metadata: {name: w}
            spec:
              specs: [[|mesh|], [|../out|]]
              output: {directory: [|../..|]}
            """,
            "w/meshgitops.yaml");
        var (_, diagnostics) = SpecReader.Read(new InMemorySourceFolder(("w/meshgitops.yaml", marked.Text)), "w", 1);

        marked.AssertPlaces(diagnostics);
    }

    [Fact]
    public void Gives_the_same_for_any_number_of_threads()
    {
        var folder = new InMemorySourceFolder(Enumerable.Range(0, 200).Select(i =>
            KeyValuePair.Create($"f{i:000}.yaml", Cluster($"c{i % 150}", i % 7 == 0 ? "wrong: 1" : ""))));

        var one = SpecReader.Read(folder, "", 1);
        var many = SpecReader.Read(folder, "", 8);

        Assert.NotEmpty(one.Diagnostics);
        Assert.Equal(Lines(one.Diagnostics), Lines(many.Diagnostics));
        Assert.Equal(
            one.Value.Clusters.Select(cluster => cluster.Metadata.Document),
            many.Value.Clusters.Select(cluster => cluster.Metadata.Document));
    }

    internal static string Cluster(string name, string more = "") => $"""
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {"{"}name: {name}{"}"}
        spec:
          version: "1.26"
          {more}
        """;

    internal static SpecSet ReadCleanly(InMemorySourceFolder folder, string start = "")
    {
        var (specs, diagnostics) = SpecReader.Read(folder, start, 2);
        Assert.Empty(Lines(diagnostics));
        return specs;
    }

    internal static IEnumerable<string> Lines(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Select(diagnostic => $"{diagnostic.Location} {diagnostic.Message}");

    private static string Mesh(string name) =>
        $"apiVersion: meshgitops.io/v1alpha1\nkind: Mesh\nmetadata: {{name: {name}}}\n";
}
