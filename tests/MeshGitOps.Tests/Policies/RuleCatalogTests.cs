using System.Reflection;
using System.Text;
using MeshGitOps.Policies;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Tests.Golden;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Policies;

public sealed class RuleCatalogTests
{
    public static TheoryData<string> RuleIds => [.. RuleCatalog.Rules.Select(rule => rule.Id)];

    [Fact]
    public void Lists_every_rule_of_the_assembly_once_and_sorted()
    {
        var ids = RuleCatalog.Rules.Select(rule => rule.Id).ToList();

        Assert.Equal(ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), ids);
        Assert.Equal(
            typeof(Rule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Rule))).Select(type => type.Name).Order(StringComparer.Ordinal),
            RuleCatalog.Rules.Select(rule => rule.GetType().Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Finds_rules_by_the_code_of_another_tool()
    {
        Assert.Contains("port-name-without-protocol", RuleCatalog.FindAll("IST0118").Select(rule => rule.Id));
        Assert.Equal(["mtls-not-strict"], RuleCatalog.FindAll("mtls-not-strict").Select(rule => rule.Id));
        Assert.Empty(RuleCatalog.FindAll("MGO3001"));
        Assert.All(RuleCatalog.Rules.SelectMany(rule => rule.Aliases), alias => Assert.Null(RuleCatalog.Find(alias)));
        Assert.All(RuleCatalog.Rules.SelectMany(rule => rule.Aliases), alias => Assert.NotNull(IstioctlCodes.Find(alias)));
    }

    [Fact]
    public void Gives_no_id_to_two_findings_of_policy_files() =>
        Assert.Equal(
            PolicyDiagnostics.All.Select(descriptor => descriptor.Id).Distinct(StringComparer.Ordinal),
            PolicyDiagnostics.All.Select(descriptor => descriptor.Id));

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Names_class_file_and_tests_like_the_rule(string id)
    {
        var rule = RuleCatalog.Find(id)!;
        var name = rule.GetType().Name;

        Assert.Equal(id, KebabCase(name));
        Assert.Equal($"MeshGitOps.Policies.Rules.{rule.Stage}", rule.GetType().Namespace);
        Assert.True(File.Exists(Repository.PathOf("src", "MeshGitOps.Policies", "Rules", $"{rule.Stage}", $"{name}.cs")));

        var tests = Type.GetType($"MeshGitOps.Tests.Policies.Rules.{name}Tests");
        Assert.NotNull(tests);
        var methods = tests.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(method => method.GetCustomAttributes<FactAttribute>().Any())
            .Select(method => method.Name)
            .ToList();
        Assert.Contains(methods, method => method.StartsWith("Reports_", StringComparison.Ordinal));
        Assert.Contains(methods, method => method.StartsWith("Is_silent_", StringComparison.Ordinal));
        Assert.True(
            rule.Parameters.IsEmpty || methods.Any(method => method.Contains("policy_allow", StringComparison.Ordinal) || method.Contains("parameter", StringComparison.Ordinal)),
            $"No test of '{name}Tests' speaks of its parameters.");
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Explains_each_rule_with_its_source(string id)
    {
        var rule = RuleCatalog.Find(id)!;

        Assert.Equal(id, rule.Descriptor.Title.Replace(' ', '-'), ignoreCase: true);
        Assert.NotEmpty(rule.Source);
        Assert.InRange(rule.Descriptor.Explanation.Split('\n').Length, 3, 10);
        Assert.All(rule.Descriptor.Explanation.Split('\n'), line => Assert.EndsWith(".", line, StringComparison.Ordinal));
        Assert.All(rule.Parameters, parameter => Assert.EndsWith(".", parameter.Description, StringComparison.Ordinal));
        Assert.Equal(
            rule.Parameters.Select(parameter => parameter.Name).Distinct(StringComparer.Ordinal),
            rule.Parameters.Select(parameter => parameter.Name));
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Writes_each_default_so_that_it_reads_as_the_same_value(string id)
    {
        foreach (var parameter in RuleCatalog.Find(id)!.Parameters)
        {
            var (documents, _) = YamlTreeBuilder.Build(new SourceText("policies/acme.yaml", parameter.DefaultText));
            var value = parameter.Read(Assert.Single(documents).Root);

            var expected = parameter.GetType().GetProperty("Default")!.GetValue(parameter);
            Assert.Equal(Show(expected), Show(value));
        }
    }

    [Fact]
    public void Ships_a_baseline_that_is_equal_to_the_defaults()
    {
        AssertFile(BaselinePolicy.Generate(), "policies", "baseline.yaml");
        Assert.Equal(BaselinePolicy.Generate(), BaselinePolicy.Text);

        var (documents, findings) = YamlTreeBuilder.Build(new SourceText(BaselinePolicy.Path, BaselinePolicy.Text));
        var (policy, diagnostics) = PolicyFile.Read(documents);

        Assert.Empty(findings);
        Assert.Empty(diagnostics);
        Assert.Equal(RuleCatalog.Rules.Select(rule => rule.Id), policy.Rules.Keys);
        foreach (var rule in RuleCatalog.Rules)
        {
            var settings = policy.Of(rule);
            Assert.Equal(rule.Descriptor.Severity, settings.Level);
            Assert.Equal(
                rule.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal),
                settings.Values.Keys);
        }
    }

    [Fact]
    public void Ships_a_page_of_all_rules() => AssertFile(RulesPage.Generate(), "policies", "RULES.md");

    /// <summary>The generated files have no <c>.verified.</c> in their names, as users read them where they lie.</summary>
    private static void AssertFile(string expected, params string[] path)
    {
        if (GoldenFile.IsUpdating)
        {
            File.WriteAllText(Repository.PathOf(path), expected, new UTF8Encoding(false));
            return;
        }

        var actual = File.ReadAllText(Repository.PathOf(path));
        Assert.True(
            expected == actual,
            $"{string.Join('/', path)} is not what the catalogue says. To write it: MESHGITOPS_UPDATE_GOLDEN=1 dotnet test");
    }

    private static string Show(object? value) =>
        value is System.Collections.IEnumerable list and not string ? string.Join(",", list.Cast<object>()) : $"{value}";

    private static string KebabCase(string name) =>
        string.Concat(name.Select((character, i) => char.IsUpper(character) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(character)}" : $"{character}"));
}
