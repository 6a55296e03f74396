namespace MeshGitOps.Tests.Cli;

/// <summary><c>validate</c> where there is no spec.</summary>
public sealed class BareManifestsTests
{
    private const string Database = """
        apiVersion: v1
        kind: Service
        metadata: {name: db, namespace: shop}
        spec:
          ports:
          - port: 27017

        """;

    [Fact]
    public void Checks_a_folder_as_the_cluster_of_its_name()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Prod_East/deep/down/db.yml", Database);

        var run = CommandRun.In(folder.Path, "validate", "Prod_East");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("warning[server-first-port-without-protocol]: Port 27017 of Service 'shop/db'", run.Output, StringComparison.Ordinal);
        Assert.Contains(" --> Prod_East/deep/down/db.yml:6:5\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Read 1 file with 1 document.\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Checked bare manifests as cluster 'prod-east' with ", run.Output, StringComparison.Ordinal);
        Assert.Contains("without specs nothing is planned or rendered.\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Assumptions", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Checks_a_file_lists_and_documents_in_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write(
            "all.yaml",
            "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 0}]}}\n---\n" + Database);

        var run = CommandRun.In(folder.Path, "validate", "all.yaml");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error[MGO2104]", run.Output, StringComparison.Ordinal);
        Assert.Contains("warning[server-first-port-without-protocol]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_what_is_no_object_instead_of_warning_of_each()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deploy/db.yaml", Database);
        folder.Write("deploy/values.yaml", "replicas: 2\n---\njust text\n");
        folder.Write("deploy/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n");

        var run = CommandRun.In(folder.Path, "validate", "deploy");

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("MGO2102", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "Read 3 files with 4 documents, 1 of other kinds and 2 that are no Kubernetes objects passed over.\n",
            run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_an_object_whose_key_is_misspelt()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deploy/db.yaml", Database.Replace("apiVersion", "apiversion", StringComparison.Ordinal));

        var run = CommandRun.In(folder.Path, "validate", "deploy");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error[MGO2110]: The key 'apiversion' is not 'apiVersion', so the document is no Kubernetes object.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_the_input_of_helm_and_kustomize_and_checks_the_rest()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deploy/db.yaml", Database);
        folder.Write("deploy/chart/Chart.yaml", "name: chart\n");
        folder.Write("deploy/chart/templates/x.yaml", "{{ broken }}\n");
        folder.Write("deploy/kustom/base/kustomization.yaml", "resources: [x.yaml]\n");
        folder.Write("deploy/kustom/base/x.yaml", Database);

        var run = CommandRun.In(folder.Path, "validate", "deploy");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(" --> deploy/chart/Chart.yaml\n", run.Output, StringComparison.Ordinal);
        Assert.Contains(" --> deploy/kustom/base/kustomization.yaml\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Found 2 errors, 1 warning.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_clusters_apart_that_are_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("east/db.yaml", Database);
        folder.Write("west/db.yaml", Database);

        var apart = CommandRun.In(folder.Path, "validate", "--cluster", "east=east", "--cluster", "west=west");
        var together = CommandRun.In(folder.Path, "validate", "east", "west", "--cluster", "both");

        Assert.Equal(0, apart.ExitCode);
        Assert.Contains("Checked bare manifests as clusters 'east', 'west' with ", apart.Output, StringComparison.Ordinal);
        Assert.Equal(1, together.ExitCode);
        Assert.Contains("error[MGO2106]: The Service 'shop/db' stands in the manifests of cluster 'both' already.", together.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_several_paths_for_one_cluster()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deploy/a/db.yaml", Database);
        folder.Write("deploy/b/db.yaml", Database);

        var run = CommandRun.In(folder.Path, "validate", "deploy/a", "deploy/b/db.yaml");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("stands in the manifests of cluster 'deploy' already.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Applies_the_policies_of_a_workspace_without_specs()
    {
        using var folder = new TemporaryFolder();
        folder.Write("meshgitops.yaml", "apiVersion: meshgitops.io/v1alpha1\nkind: Workspace\nmetadata: {name: acme}\nspec: {}\n");
        folder.Write("policies/ours.yaml", Policy);
        folder.Write("deploy/db.yaml", Database);

        var run = CommandRun.In(folder.Path, "validate", "deploy", "--cluster", "east");

        Assert.True(run.ExitCode == 1, run.Output + run.Error);
        Assert.Contains("error[server-first-port-without-protocol]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Applies_policies_beside_the_manifests()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deploy/policies/ours.yaml", Policy);
        folder.Write("deploy/policies/network.yaml", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n}\n");
        folder.Write("deploy/db.yaml", Database);

        var run = CommandRun.In(folder.Path, "validate", "deploy");

        Assert.True(run.ExitCode == 1, run.Output + run.Error);
        Assert.Contains("error[server-first-port-without-protocol]", run.Output, StringComparison.Ordinal);
        Assert.Contains("Read 3 files with 3 documents", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_read_templates_and_locks_that_are_somebody_elses()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deploy/db.yaml", Database);
        folder.Write("deploy/templates/x.hbs", "{{#broken");
        folder.Write("deploy/addresses.lock.yaml", "not: an address\n");

        Assert.Equal(0, CommandRun.In(folder.Path, "validate", "deploy").ExitCode);
    }

    [Fact]
    public void A_spec_below_the_path_makes_it_a_workspace()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deploy/db.yaml", Database);
        folder.Write("deploy/mesh.yaml", "apiVersion: meshgitops.io/v1alpha1\nkind: Mesh\nmetadata: {name: acme}\nspec: {}\n");

        var run = CommandRun.In(folder.Path, "validate", "deploy");

        Assert.DoesNotContain("bare manifests", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spec_that_is_misspelt_is_still_one()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deploy/mesh.yaml", "apiVersion: meshgitops.io/v1\nkind: Mesh\nmetadata: {name: acme}\n");

        var run = CommandRun.In(folder.Path, "validate", "deploy");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Did you mean 'meshgitops.io/v1alpha1'?", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Give either paths", "--cluster", "east=deploy", "deploy")]
    [InlineData("Give either paths", "--cluster", "east=deploy", "--cluster", "west=deploy", "deploy")]
    [InlineData("'--cluster NAME=PATH'", "--cluster", "east", "--cluster", "west=deploy")]
    [InlineData("no DNS label", "--cluster", "East=deploy")]
    [InlineData("is empty", "--cluster", "east=")]
    [InlineData("does not exist", "--cluster", "east=nowhere")]
    [InlineData("takes a name alone", "-", "--cluster", "east=deploy")]
    [InlineData("needs the path '-'", "deploy", "--stdin-filename", "x.yaml")]
    [InlineData("takes the path of a file", "-", "--stdin-filename", "")]
    [InlineData("takes the path of a file", "-", "--stdin-filename", "a\n::error::b.yaml")]
    [InlineData("runs of their own", "-", "deploy")]
    public void Refuses_options_that_contradict_each_other(string message, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        folder.Write("deploy/db.yaml", Database);

        var run = CommandRun.In(folder.Path, ["validate", .. arguments]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workspace_with_specs_says_itself_which_manifests_are_whose()
    {
        using var folder = new TemporaryFolder();
        CommandRun.In(folder.Path, "init");

        var run = CommandRun.In(folder.Path, "validate", "--cluster", "east=apps");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("leave '--cluster' out", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Exits_3_where_there_is_no_object()
    {
        using var folder = new TemporaryFolder();
        folder.Write("deploy/values.yaml", "a: 1\n");
        folder.Write("deploy/readme.md", "x");

        var run = CommandRun.In(folder.Path, "validate", "deploy");

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: Neither specs nor Kubernetes manifests were found in 'deploy'.\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_standard_input()
    {
        using var folder = new TemporaryFolder();

        var unnamed = CommandRun.WithInput($"\uFEFF# Source: chart/templates/db.yaml\n{Database}", folder.Path, "validate", "-");
        var named = CommandRun.WithInput(Database, folder.Path, "validate", "-", "--cluster", "east", "--stdin-filename", "out/db.yaml");

        Assert.Equal(0, unnamed.ExitCode);
        Assert.Contains(" --> <stdin>:7:5\n", unnamed.Output, StringComparison.Ordinal);
        Assert.Contains("as cluster 'stdin' with ", unnamed.Output, StringComparison.Ordinal);
        Assert.Contains(" --> out/db.yaml:6:5\n", named.Output, StringComparison.Ordinal);
        Assert.Contains("as cluster 'east' with ", named.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_takes_the_place_of_a_file_of_a_workspace()
    {
        using var folder = new TemporaryFolder();
        CommandRun.In(folder.Path, "init");
        var east = folder.Read("mesh/clusters/east.yaml");

        var spec = CommandRun.WithInput(east.Replace("region", "regoin", StringComparison.Ordinal), folder.Path, "validate", "-", "--stdin-filename", "mesh/clusters/east.yaml");
        var manifest = CommandRun.WithInput(Database, folder.At("apps"), "validate", "-", "--stdin-filename", "east/neu.yaml");
        var unread = CommandRun.WithInput(Database, folder.Path, "validate", "-", "--stdin-filename", "elsewhere/x.txt");

        Assert.Equal(1, spec.ExitCode);
        Assert.Contains(" --> mesh/clusters/east.yaml:10:3\n", spec.Output, StringComparison.Ordinal);
        Assert.Equal(0, manifest.ExitCode);
        Assert.Contains(" --> east/neu.yaml:6:5\n", manifest.Output, StringComparison.Ordinal);
        Assert.Contains("Checked 2 clusters", manifest.Output, StringComparison.Ordinal);
        Assert.Equal((3, ""), (unread.ExitCode, unread.Output));
        Assert.Contains("Nothing in the workspace reads 'elsewhere/x.txt'", unread.Error, StringComparison.Ordinal);
        Assert.Equal(east, folder.Read("mesh/clusters/east.yaml"));
    }

    [Fact]
    public void Standard_input_has_the_limits_of_a_file()
    {
        using var folder = new TemporaryFolder();

        var large = CommandRun.WithInput(new byte[4 * 1024 * 1024 + 1], folder.Path, "validate", "-");
        var binary = CommandRun.WithInput([0x61, 0xFF, 0x62], folder.Path, "validate", "-");
        var empty = CommandRun.WithInput("", folder.Path, "validate", "-");

        Assert.Equal(1, large.ExitCode);
        Assert.Contains("has more than 4194304 bytes", large.Output, StringComparison.Ordinal);
        Assert.Equal(1, binary.ExitCode);
        Assert.Contains("the byte 0xFF, which is not UTF-8", binary.Output, StringComparison.Ordinal);
        Assert.Equal((3, ""), (empty.ExitCode, empty.Output));
    }

    private const string Policy = """
        apiVersion: meshgitops.io/v1alpha1
        kind: Policy
        metadata: {name: ours}
        spec:
          rules:
            server-first-port-without-protocol: {level: error}

        """;
}
