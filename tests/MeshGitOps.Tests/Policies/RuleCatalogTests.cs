using System.Reflection;
using System.Text;
using MeshGitOps.Policies;
using MeshGitOps.Policies.Custom;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Tests.Golden;
using MeshGitOps.Tests.Schemas;
using MeshGitOps.Tests.TestSupport;
using Newtonsoft.Json.Linq;
using NJsonSchema;

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
            typeof(Rule).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Rule)) && type != typeof(CustomRule)).Select(type => type.Name).Order(StringComparer.Ordinal),
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
    public void Ships_recommendations_that_are_equal_to_the_defaults()
    {
        AssertFile(ShippedPolicies.GenerateRecommended(), "policies", "recommended.yaml");
        Assert.Equal(ShippedPolicies.GenerateRecommended(), ShippedPolicies.Recommended.Text);

        var policy = ShippedPolicies.Recommended.Settings;
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
    public void Ships_a_strict_policy_that_leaves_only_advice_as_warnings()
    {
        AssertFile(ShippedPolicies.GenerateStrict(), "policies", "strict.yaml");
        Assert.Equal(ShippedPolicies.GenerateStrict(), ShippedPolicies.Strict.Text);

        var policy = ShippedPolicies.Strict.Settings;
        Assert.Equal(RuleCatalog.Rules.Select(rule => rule.Id), policy.Rules.Keys);
        Assert.Equal(
            ShippedPolicies.Advice,
            RuleCatalog.Rules.Where(rule => policy.Of(rule).Level == Severity.Warning).Select(rule => rule.Id));
        Assert.All(RuleCatalog.Rules, rule => Assert.True(policy.Of(rule).Level >= rule.Descriptor.Severity));
    }

    public static TheoryData<string> Shipped => [.. ShippedPolicies.All.Select(policy => policy.Name)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Ships_policies_that_its_own_checks_take(string name)
    {
        var shipped = ShippedPolicies.Find(name)!;
        var (documents, findings) = YamlTreeBuilder.Build(new SourceText(shipped.Path, shipped.Text));
        var root = (YamlMapping)Assert.Single(documents).Root;

        Assert.Empty(findings);
        Assert.Empty(SchemaValidator.Validate(SpecKinds.Policy.Schema, root, "it").Diagnostics);
        Assert.Empty(PolicyFile.Read(documents).Diagnostics);
        Assert.Equal(name, ((YamlScalar)((YamlMapping)root["metadata"]!)["name"]!).Value);
        Assert.Equal(File.ReadAllText(Repository.PathOf("policies", $"{name}.yaml")), shipped.Text);
    }

    [Fact]
    public void Ships_what_Tanzu_Service_Mesh_enforced_as_errors()
    {
        var policy = ShippedPolicies.Tanzu.Settings;

        Assert.Equal<string>(["cluster-below-capacity", "domain-suffix-not-allowed", "mtls-not-strict"], policy.Rules.Keys);
        Assert.All(policy.Rules.Values, rule => Assert.Equal(Severity.Error, rule.Level));
    }

    [Fact]
    public async Task Ships_a_schema_that_knows_every_rule_and_its_parameters()
    {
        AssertFile(PolicySchema.Generate(), "policies", "policy.schema.json");

        var schema = await JsonSchema.FromJsonAsync(PolicySchema.Generate());
        Assert.Empty(Errors(schema, ShippedPolicies.Recommended.Text));
        Assert.Empty(Errors(schema, ShippedPolicies.Strict.Text));
        Assert.Empty(Errors(schema, ShippedPolicies.Tanzu.Text));
        Assert.Empty(Errors(schema, PolicyOf("IST0118: {level: off, ignoredNamespaces: [a]}")));
        Assert.NotEmpty(Errors(schema, PolicyOf("port-name-without-protokol: {level: off}")));
        Assert.NotEmpty(Errors(schema, PolicyOf("mtls-not-strict: {levle: off}")));
        Assert.NotEmpty(Errors(schema, PolicyOf("cluster-below-capacity: {nodes: many}")));
        Assert.NotEmpty(Errors(schema, PolicyOf("cluster-below-capacity: {nodes: -1}")));
        Assert.NotEmpty(Errors(schema, PolicyOf("IST0118: {ignoredNamespaces: a}")));
    }

    private static string PolicyOf(string rule) =>
        $"apiVersion: meshgitops.io/v1alpha1\nkind: Policy\nmetadata: {{name: acme}}\nspec:\n  rules:\n    {rule}\n";

    private static ICollection<NJsonSchema.Validation.ValidationError> Errors(JsonSchema schema, string yaml)
    {
        var (documents, _) = YamlTreeBuilder.Build(new SourceText("policy.yaml", yaml));
        using var reader = new YamlTreeJsonReader(documents[0].Root);
        return schema.Validate(JToken.Load(reader));
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
