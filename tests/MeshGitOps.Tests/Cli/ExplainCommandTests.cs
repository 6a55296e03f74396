using System.Text.Json;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Policies;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Tests.Cli;

public sealed class ExplainCommandTests
{
    [Fact]
    public void Explains_every_rule_and_every_finding()
    {
        foreach (var id in RuleCatalog.Rules.Select(rule => rule.Id).Concat(FindingCatalogue.All.Select(finding => finding.Id)))
        {
            var run = CommandRun.In("/", "explain", id);

            Assert.Equal(0, run.ExitCode);
            Assert.StartsWith($"{id}: ", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Has_each_id_once_with_an_explanation()
    {
        Assert.NotEmpty(FindingCatalogue.All);
        Assert.Equal(FindingCatalogue.All.Length, FindingCatalogue.All.DistinctBy(finding => finding.Id).Count());
        Assert.All(FindingCatalogue.All, finding =>
        {
            Assert.Matches("^MGO[1-6][0-9]{3}$", finding.Id);
            Assert.True(finding.Explanation.Length > 40, finding.Id);
            Assert.NotEqual("", finding.Title);
        });
    }

    [Fact]
    public void Shows_what_a_rule_finds_with_the_place_marked()
    {
        var run = CommandRun.In("/", "explain", "Port-Name-Without-Protocol");

        Assert.Contains("It finds:\n  apiVersion: v1\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("    - {name: web, port: 8080}\n             ^^^\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("Instead of that:\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nWhat 'meshgitops fix' does:\n  Where a GlobalService says the protocol, ", run.Output, StringComparison.Ordinal);
        Assert.Contains("IST0118 (PortNameIsNotUnderNamingConvention)", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("[|", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Explains_every_code_of_istioctl()
    {
        foreach (var code in IstioctlCodes.All)
        {
            var run = CommandRun.In("/", "explain", code.Code.ToLowerInvariant());

            Assert.Equal(0, run.ExitCode);
            Assert.StartsWith($"{code.Code}: {code.Name} (of istioctl analyze)\n", run.Output, StringComparison.Ordinal);
            Assert.Contains(code.NotDecided is null ? "rule" : "Not decided here: ", run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Wraps_prose_and_never_cuts_it()
    {
        foreach (var rule in RuleCatalog.Rules)
        {
            var prose = WrappedText.Of(rule.Descriptor.Explanation.TrimEnd(), "").ToList();

            Assert.All(prose, line => Assert.True(line.Length <= WrappedText.Width || !line.Contains(' ', StringComparison.Ordinal), line));
            Assert.Equal(
                rule.Descriptor.Explanation.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries),
                string.Join('\n', prose).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public void Filters_the_rules()
    {
        var text = CommandRun.In("/", "rules", "--filter", "IST0118").Output;
        var stage = CommandRun.In("/", "rules", "--stage", "plan").Output;
        var level = CommandRun.In("/", "rules", "--level", "error").Output;

        Assert.Contains("  port-name-without-protocol ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("mtls-not-strict", text, StringComparison.Ordinal);
        Assert.Contains("dns-capture-not-declared", stage, StringComparison.Ordinal);
        Assert.DoesNotContain("  manifests ", stage, StringComparison.Ordinal);
        Assert.DoesNotContain("  warning ", level, StringComparison.Ordinal);
        Assert.Equal("No rule is like that.\n", CommandRun.In("/", "rules", "--filter", "no such words").Output);
        Assert.Equal(2, CommandRun.In("/", "rules", "--stage", "pods").ExitCode);
    }

    [Fact]
    public void Lists_the_rules_for_programs()
    {
        using var json = JsonDocument.Parse(CommandRun.In("/", "rules", "-o", "json").Output);

        var rules = json.RootElement.GetProperty("rules").EnumerateArray().ToList();
        Assert.Equal(1, json.RootElement.GetProperty("schemaVersion").GetInt32());
        Assert.Equal(RuleCatalog.Rules.Select(rule => rule.Id), rules.Select(rule => rule.GetProperty("id").GetString()));
        Assert.All(rules, rule => Assert.NotEqual("", rule.GetProperty("example").GetProperty("finding").GetString()));
        Assert.DoesNotContain("[|", json.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Suggests_the_rule_that_was_meant()
    {
        var run = CommandRun.In("/", "explain", "mtls-not-strct");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("error: There is no rule or finding 'mtls-not-strct'. Did you mean 'mtls-not-strict'?\n", run.Error);
    }

    [Fact]
    public void Shows_the_settings_of_a_cluster_with_where_each_came_from()
    {
        using var folder = new TemporaryFolder();
        CommandRun.In(folder.Path, "init");

        var run = CommandRun.In(folder.Path, "explain", "cluster/east");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"  region +us-east-1 +declared \(mesh/clusters/east\.yaml:10\)\n", run.Output);
        Assert.Matches(@"  network +east +derived from the name of the cluster\n", run.Output);
        Assert.Equal(2, CommandRun.In(folder.Path, "explain", "cluster/esat").ExitCode);
    }

    [Fact]
    public void Lists_every_rule()
    {
        var run = CommandRun.In("/", "rules");

        Assert.Equal(0, run.ExitCode);
        Assert.All(RuleCatalog.Rules, rule => Assert.Contains($"  {rule.Id} ", run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Prints_the_schema_of_every_kind()
    {
        Assert.Equal(SpecKinds.All.Select(kind => kind.Name + "\n").Append("report\n").Append("diff\n").Append("publish\n"), CommandRun.In("/", "schema").Output.Split('\n').SkipLast(1).Select(line => line + "\n"));
        Assert.All(SpecKinds.All, kind =>
            Assert.StartsWith("{", CommandRun.In("/", "schema", kind.Name).Output, StringComparison.Ordinal));
        Assert.Equal("error: There is no kind 'clustr'. Did you mean 'Cluster'?\n", CommandRun.In("/", "schema", "clustr").Error);
    }

    [Fact]
    public void Shows_the_rules_of_the_workspace_itself()
    {
        using var folder = new TemporaryFolder();
        folder.Write("policies/own.yaml", """
            apiVersion: meshgitops.io/v1alpha1
            kind: Policy
            metadata: {name: own}
            spec:
              custom:
              - id: two-replicas
                level: error
                match: {kinds: [Deployment, StatefulSet.apps]}
                message: "{{kind}} '{{name}}' \e[31mruns once\u202e."
                schema: {properties: {spec: {properties: {replicas: {minimum: 2}}}}}
              - {id: broken, match: {kinds: [Deployment]}, message: "{{x}}", schema: {required: [x]}}

            """);

        var table = CommandRun.In(folder.Path, "rules", "--filter", "two-rep");
        var elsewhere = CommandRun.In("/", "rules", folder.Path, "--level", "error");
        var json = CommandRun.In(folder.Path, "rules", "--filter", "two-rep", "-o", "json");
        var explained = CommandRun.In(folder.Path, "explain", "Two-Replicas");
        var near = CommandRun.In(folder.Path, "explain", "two-replica");

        Assert.Contains("  two-replicas  error  manifests", table.Output, StringComparison.Ordinal);
        Assert.Contains("  two-replicas ", elsewhere.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("  broken ", CommandRun.In(folder.Path, "rules").Output, StringComparison.Ordinal);
        Assert.StartsWith("two-replicas: two replicas (rule over manifests, error in its policy file)\n", explained.Output, StringComparison.Ordinal);
        Assert.Contains("It looks at:\n  Deployment, StatefulSet.apps\n", explained.Output, StringComparison.Ordinal);
        Assert.Contains("Source: policies/own.yaml\n", explained.Output, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'two-replicas'?", near.Error, StringComparison.Ordinal);
        Assert.All([table, json, explained], run => Assert.DoesNotContain(run.Output, character => character is '\e' or '\u202e'));
        using var parsed = JsonDocument.Parse(json.Output);
        Assert.Equal("policies/own.yaml", parsed.RootElement.GetProperty("rules")[0].GetProperty("source").GetString());
    }
}
