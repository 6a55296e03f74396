using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Tests.Cases;
using MeshGitOps.Tests.Simulation;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Cli;

public sealed class MigrateCommandTests
{
    private const string Example = "postcard-legacy";

    [Fact]
    public void Prints_the_specs_step_by_step()
    {
        var steps = Steps(Migrate("--istio-version", "1.26").Output);

        Assert.Equal(
            [
                "GlobalService/greeter GlobalService/messenger",
                "Cluster/mesh-1 Cluster/mesh-2",
                "Cluster/mesh-1 Cluster/mesh-2 GlobalNamespace/postcard Policy/domain-global",
            ],
            steps.Select(step => string.Join(' ', step.Select(Name))));
    }

    [Fact]
    public void Keeps_hosts_and_addresses_through_every_step()
    {
        var files = ExampleFiles.Inputs(Example).ToDictionary(StringComparer.Ordinal);
        var before = GoldenCase.Run(files).Plan.Hosts;
        var number = 0;
        foreach (var step in Steps(Migrate("--istio-version", "1.26").Output))
        {
            number++;
            Apply(step, files);
            // Without the lock file, the pins alone hold the addresses.
            var result = GoldenCase.Run(files.Where(file => file.Key != "addresses.lock.yaml"));

            Assert.DoesNotContain(result.Diagnostics, finding => finding.Severity == Severity.Error);
            Assert.Equal(
                before.Select(host => (host.Host, host.VirtualAddress, string.Join(' ', host.Ports.Select(port => port.Number)))),
                result.Plan.Hosts.Select(host => (host.Host, host.VirtualAddress, string.Join(' ', host.Ports.Select(port => port.Number)))));
            Assert.Equal(number == 3, result.Tree.Files.Any(file => file.Path.Value == "clusters/mesh-1/mesh-postcard/peer-authentication.yaml")
                && !result.Tree.Files.Any(file => file.Path.Value.Contains("envoyfilter", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("mesh-1")]
    [InlineData("mesh-2")]
    public void Lands_every_call_while_one_cluster_is_upgraded_and_the_other_is_not(string upgraded)
    {
        var files = ExampleFiles.Inputs(Example).ToDictionary(StringComparer.Ordinal);
        var steps = Steps(Migrate("--istio-version", "1.26").Output);
        Apply(steps[0], files);
        Apply(steps[1], files);
        using var before = LegacyFleets.Write(files);
        Apply(steps[2], files);
        using var after = LegacyFleets.Write(files);
        var fleet = before.Read();
        var simulator = new Simulator(fleet with { Clusters = fleet.Clusters.SetItem(upgraded, after.Read()[upgraded]) });

        foreach (var (client, host, landing) in new[]
        {
            ("mesh-1", "messenger.default.global", "mesh-2: default/messenger:3000"),
            ("mesh-2", "greeter.default.global", "mesh-1: default/greeter:3000"),
        })
        {
            Assert.Equal(landing, simulator.Call(client, "default", host, 3000).ToString());
        }
    }

    [Fact]
    public void Leaves_to_the_author_what_an_alias_brings()
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, text) in ExampleFiles.Inputs(Example))
        {
            folder.Write(path, text.Replace(
                "eastWestGateway:\n    addresses:\n    - address: 203.0.113.60",
                "ingressGateway: &gateway\n    namespace: istio-system\n  eastWestGateway:\n    <<: *gateway",
                StringComparison.Ordinal));
        }

        folder.Write(
            "apps/mesh-2/gateway.yaml",
            """
            apiVersion: v1
            kind: Service
            metadata: {name: istio-ingressgateway, namespace: istio-system}
            spec: {type: LoadBalancer, selector: {istio: ingressgateway}, ports: [{name: tls, port: 15443}]}
            status: {loadBalancer: {ingress: [{ip: 203.0.113.60}]}}
            """);

        var run = CommandRun.In(folder.Path, "migrate", "legacy", "--istio-version", "1.26");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(
            "# Cluster 'mesh-2' (mesh/clusters/mesh-2.yaml) holds aliases: set 'version: \"1.26\"' and 'eastWestGateway.selector' there by hand.\n",
            run.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Says_where_there_is_nothing_to_migrate()
    {
        var run = CommandRun.In(Repository.PathOf("examples", "postcard"), "migrate", "legacy", "--istio-version", "1.26");

        Assert.Equal((0, "", "No GlobalNamespace has interconnect Legacy: there is nothing to migrate.\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void Prints_no_specs_while_there_are_other_errors()
    {
        using var folder = new TemporaryFolder();
        foreach (var (path, text) in ExampleFiles.Inputs(Example))
        {
            folder.Write(path, text.Replace("namespaces: [default]", "namespaces: [shop-*]", StringComparison.Ordinal));
        }

        var run = CommandRun.In(folder.Path, "migrate", "legacy", "--istio-version", "1.26");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains("error[MGO3005]", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latest", "'latest' is no release of Istio; write it as '1.26' or '1.26.3'.")]
    [InlineData("1.9", "Istio 1.9 does not do interconnect EastWest for certain: take 1.8.6, 1.9.5 or a later release.")]
    [InlineData("1.9.4", "Istio 1.9.4 does not do interconnect EastWest for certain: take 1.8.6, 1.9.5 or a later release.")]
    public void Refuses_a_release_without_EastWest(string version, string message)
    {
        var run = Migrate("--istio-version", version);

        Assert.Equal((2, "", $"error: {message}\n"), (run.ExitCode, run.Output, run.Error));
    }

    private static CommandRun Migrate(params string[] options) =>
        CommandRun.In(Repository.PathOf("examples", Example), ["migrate", "legacy", .. options]);

    private static List<List<string>> Steps(string output) =>
    [
        .. output.Split("# ---- Step ").Skip(1)
            .Select(step => step.Split("---\n").Skip(1).Select(document => document.TrimEnd() + "\n").ToList()),
    ];

    private static string Name(string document)
    {
        var tree = PlainYaml.Documents(document).OfType<YamlMap>().Single();
        return $"{tree.Text("kind")}/{tree.Text("metadata", "name")}";
    }

    /// <summary>In the place of the document with the kind and name; each lies in a file of its own.</summary>
    private static void Apply(List<string> documents, Dictionary<string, string> files)
    {
        foreach (var document in documents)
        {
            var name = Name(document);
            var path = files.Keys.FirstOrDefault(path => path.StartsWith("mesh/", StringComparison.Ordinal) && Name(files[path]) == name)
                ?? $"{(name.StartsWith("Policy", StringComparison.Ordinal) ? "policies" : "mesh")}/{name.Replace('/', '-')}.yaml";
            files[path] = document;
        }
    }
}
