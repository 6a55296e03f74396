using System.Collections.Immutable;
using MeshGitOps.Cli;
using MeshGitOps.Policies;
using MeshGitOps.Policies.Custom;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Tests.Cases;
using MeshGitOps.Tests.Cli;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Policies.Custom;

/// <summary>What the golden cases 'custom-rules' and 'custom-rule-unusable' do not show.</summary>
public sealed class CustomRuleTests
{
    private static readonly ImmutableSortedDictionary<string, string> Files =
        new GoldenCase("port-name-without-protocol").Files.ToImmutableSortedDictionary(file => file.Key, file => file.Value, StringComparer.Ordinal);

    [Theory]
    [InlineData("kinds: [Deployment]", 2)]
    [InlineData("kinds: [Deployment.apps]", 2)]
    [InlineData("kinds: [Deployment.extensions]", 0)]
    [InlineData("kinds: [Deployment], stage: Specs", 0)]
    [InlineData("kinds: [Deployment], stage: Rendered", 0)]
    [InlineData("kinds: [Cluster]", 2)]
    [InlineData("kinds: [Cluster.meshgitops.io]", 2)]
    [InlineData("kinds: [Cluster], stage: Manifests", 0)]
    [InlineData("kinds: [Cluster.cluster.x-k8s.io]", 0)]
    [InlineData("kinds: [Namespace], stage: Rendered", 4)]
    public void Looks_at_the_kinds_and_stage_that_it_names(string match, int count) =>
        Assert.Equal(count, Findings(Run(match)).Count());

    [Fact]
    public void Looks_once_at_manifests_that_clusters_share()
    {
        var files = Files.SetItem("mesh.yaml", Files["mesh.yaml"].Replace("apps/b.yaml", "apps", StringComparison.Ordinal));

        Assert.Equal(["apps/a.yaml", "apps/b.yaml"], Findings(Run("kinds: [Deployment]", files: files)).Select(finding => finding.Location.Path));
    }

    [Theory]
    [InlineData("kinds: [Deployment]", false)]
    [InlineData("kinds: [Cluster]", true)]
    [InlineData("kinds: [Namespace], stage: Rendered", true)]
    public void Stops_render_unless_it_looks_at_manifests(string match, bool stops)
    {
        var findings = Findings(Run(match, "error")).ToList();

        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Equal((Severity.Error, stops), (finding.Severity, RuleCatalog.StopsOutput(finding))));
    }

    [Fact]
    public void Is_counted_and_switched_off_like_any_other()
    {
        Assert.Contains("no-such-field", Run("kinds: [Deployment]").RulesRun);

        var off = Run("kinds: [Deployment]", "off");
        Assert.Contains("no-such-field", off.RulesOff);
        Assert.Empty(Findings(off));
        Assert.Empty(Findings(Run("kinds: [Namespace], stage: Rendered", "off")));
    }

    [Theory]
    [InlineData("kinds: [Deployment]")]
    [InlineData("kinds: [Cluster]")]
    [InlineData("kinds: [Namespace], stage: Rendered")]
    public void Is_allowed_like_any_other(string match)
    {
        var options = new SuppressionOptions { Allowed = [new CommandLineAllowance("no-such-field", "x")] };

        var result = Run(match, options: options);

        Assert.Empty(Findings(result));
        Assert.NotEmpty(result.Suppressed);
        var exempted = Run(match, more: "  exemptions: [{rule: no-such-field, reason: x}]\n");
        Assert.Empty(Findings(exempted));
        Assert.DoesNotContain(exempted.Diagnostics, finding => finding.Id.StartsWith("MGO", StringComparison.Ordinal));
    }

    [Fact]
    public void Runs_over_manifests_without_specs()
    {
        using var folder = new TemporaryFolder();
        folder.Write("b.yaml", Files["apps/b.yaml"]);
        folder.Write("policies/acme.yaml", Policy("{kinds: [Deployment]}", "error", ""));

        var run = CommandRun.In(folder.Path, "validate", "--cluster", "east");

        Assert.Contains("error[no-such-field]: Deployment 'default/catalog' has no 'nothing'.", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("{{kind}}{{ name }}/{{namespace}}:{{path}}.", "Kn/s:a.b.")]
    [InlineData("{ {kind} }}", "{ {kind} }}")]
    [InlineData("", "")]
    public void Fills_its_message(string template, string message)
    {
        var parsed = MessageTemplate.Parse(template, out var problem);

        Assert.Null(problem);
        Assert.Equal(message, parsed.Fill(new CustomTarget("K", "s", "n"), "a.b"));
    }

    private static string Policy(string match, string level, string more) =>
        $$$"""
        apiVersion: meshgitops.io/v1alpha1
        kind: Policy
        metadata: {name: acme}
        spec:
          rules: {port-name-without-protocol: {level: off}}
          custom:
          - id: no-such-field
            match: {{{match}}}
            level: {{{level}}}
            message: "{{kind}} '{{namespace}}/{{name}}' has no '{{path}}'."
            schema: {required: [nothing]}
        {{{more}}}
        """;

    private static IEnumerable<Diagnostic> Findings(PipelineResult result) => result.Diagnostics.Where(finding => finding.Id == "no-such-field");

    private static PipelineResult Run(
        string match,
        string level = "warning",
        string more = "",
        SuppressionOptions? options = null,
        ImmutableSortedDictionary<string, string>? files = null) => Pipeline.Run(
            new InMemorySourceFolder((files ?? Files).SetItem("policies/acme.yaml", Policy($"{{{match}}}", level, more))),
            new PipelineOptions { Suppression = options ?? new SuppressionOptions() });
}
