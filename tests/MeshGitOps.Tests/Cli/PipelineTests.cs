using System.Collections.Immutable;
using MeshGitOps.Cli;
using MeshGitOps.Cli.Commands;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Cli;

public sealed class PipelineTests
{
    private const string Host = "hello.demo.example.com";

    private static readonly ImmutableSortedDictionary<string, string> Starter =
        StarterWorkspace.Files.ToImmutableSortedDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);

    [Fact]
    public void Plans_and_renders_a_workspace_without_errors()
    {
        var result = Run(Starter);

        Assert.DoesNotContain(result.Diagnostics, finding => finding.Severity == Severity.Error);
        Assert.True(result.IsPlanned);
        Assert.Equal([Host], result.Plan.Hosts.Select(host => host.Host));
        Assert.NotEmpty(result.Tree.Files);
        Assert.Equal(8, result.Counts.Documents);
        Assert.Contains("mtls-not-strict", result.RulesRun);
        Assert.Empty(result.RulesOff);
    }

    [Fact]
    public void Gives_the_same_with_any_number_of_threads()
    {
        var one = Run(Starter, new PipelineOptions { MaxParallelism = 1 });
        var many = Run(Starter, new PipelineOptions { MaxParallelism = 8 });

        Assert.Equal(Contents(one), Contents(many));
        Assert.Equal(Messages(one), Messages(many));
    }

    [Fact]
    public void Does_not_plan_specs_with_errors()
    {
        var result = Run(Starter.SetItem("mesh/clusters/east.yaml", Starter["mesh/clusters/east.yaml"].Replace("  region:", "  regoin:", StringComparison.Ordinal)));

        Assert.False(result.IsPlanned);
        Assert.Contains(result.Diagnostics, finding => finding.Message.Contains("regoin", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Diagnostics, finding => finding.Id.StartsWith("MGO3", StringComparison.Ordinal));
        Assert.Empty(result.Tree.Files);
    }

    [Fact]
    public void Renders_nothing_of_a_plan_with_errors()
    {
        var result = Run(Starter.Add("addresses.lock.yaml", $"{Host}: 10.0.0.1\n"));

        Assert.True(result.IsPlanned);
        Assert.Contains(result.Diagnostics, finding => finding.Id.StartsWith("MGO31", StringComparison.Ordinal));
        Assert.Empty(result.Tree.Files);
    }

    [Theory]
    [InlineData(">=0.1", "0.1.0", false)]
    [InlineData(">=0.2", "0.1.0", true)]
    [InlineData("<1", "1.2.3", true)]
    [InlineData(">=1.2", "1.2.0-rc.1", false)]
    [InlineData("<1.2", "1.2.0-rc.1", true)]
    public void Checks_nothing_else_where_the_workspace_requires_another_version(string required, string version, bool isExcluded)
    {
        var files = Starter
            .SetItem("meshgitops.yaml", Starter["meshgitops.yaml"] + $"  requiredVersion: \"{required}\"\n")
            .SetItem("mesh/clusters/east.yaml", "kind: Cluster\n");

        var result = Run(files, new PipelineOptions { ToolVersion = version });

        Assert.Equal(isExcluded, result.Diagnostics is [{ Id: "MGO6050" }]);
    }

    [Fact]
    public void Takes_addresses_from_the_lock_file_and_lets_a_command_revise_them()
    {
        var files = Starter.Add("addresses.lock.yaml", $"{Host}: 240.1.2.3\n");

        var kept = Run(files);
        var revised = Run(files, new PipelineOptions { ReviseLock = committed => new AddressLock(committed.Addresses.Remove(Host)) });

        Assert.Equal("240.1.2.3", kept.Plan.Hosts[0].VirtualAddress);
        Assert.NotEqual("240.1.2.3", revised.Plan.Hosts[0].VirtualAddress);
        Assert.Equal("240.1.2.3", revised.CommittedAddresses.Addresses[Host].Address);
    }

    [Fact]
    public void Reports_a_lock_file_that_a_merge_broke()
    {
        var result = Run(Starter.Add("addresses.lock.yaml", $"<<<<<<< ours\n{Host}: 240.1.2.3\n"));

        Assert.Contains(result.Diagnostics, finding => finding.Location.Path == "addresses.lock.yaml" && finding.Severity == Severity.Error);
    }

    [Fact]
    public void Asks_for_what_was_shared_once_the_workspace_is_known()
    {
        SpecSet? asked = null;
        Run(Starter, new PipelineOptions
        {
            PreviouslyShared = specs =>
            {
                asked = specs;
                return new([], []);
            },
        });

        Assert.Equal("rendered", asked!.Workspace.OutputDirectory?.Value);
    }

    [Fact]
    public void Names_rules_that_a_policy_switches_off()
    {
        var result = Run(Starter.Add("policies/acme.yaml", """
            apiVersion: meshgitops.io/v1alpha1
            kind: Policy
            metadata:
              name: acme
            spec:
              rules:
                root-certificate-not-declared: {level: off}

            """));

        Assert.Equal(["root-certificate-not-declared"], result.RulesOff.AsEnumerable());
        Assert.DoesNotContain(result.Diagnostics, finding => finding.Id == "root-certificate-not-declared");
    }

    [Fact]
    public void Says_what_it_does()
    {
        var stages = new List<string>();

        Run(Starter, new PipelineOptions { OnStage = stages.Add });

        Assert.Equal(["Reading specs", "Reading manifests", "Planning", "Running rules", "Rendering"], stages);
    }

    private static PipelineResult Run(IEnumerable<KeyValuePair<string, string>> files, PipelineOptions? options = null) =>
        Pipeline.Run(new InMemorySourceFolder(files), options ?? new PipelineOptions());

    private static IEnumerable<string> Contents(PipelineResult result) =>
        result.Tree.Files.Select((OutputFile file) => $"{file.Path} {Convert.ToHexString(file.Bytes.Span)}");

    private static IEnumerable<string> Messages(PipelineResult result) =>
        result.Diagnostics.Select(finding => $"{finding.Location} {finding.Message}");
}
