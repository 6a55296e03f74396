using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Templates;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Tests.Dns;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Templates;

/// <summary>The page that lists the fields, held against the model itself.</summary>
public sealed class TemplateModelTests
{
    [Fact]
    public void Documents_every_field_and_no_other()
    {
        var model = new TemplateModel(TemplateSample.Plan);
        var actual = Fields("", model.ForCluster())
            .Concat(model.ForGlobalNamespaces().SelectMany(entry => Fields("", entry.Model)))
            .Concat(model.ForHosts().SelectMany(entry => Fields("", entry.Model)))
            .Concat(Fields("", ForZone))
            .Concat(Fields("", ForResponder))
            // The items of these lists have the fields of 'globalNamespace', 'service' and 'zone'.
            .Select(field => Shorten(Shorten(Shorten(field, "globalNamespaces[]"), "globalNamespace.hosts[]"), "zones[]"))
            .Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(actual, Documented.Select(row => row.Field).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Cluster")]
    [InlineData("GlobalNamespace")]
    [InlineData("GlobalService")]
    [InlineData("DnsZone")]
    [InlineData("DnsResponder")]
    public void Documents_what_each_kind_of_template_sees(string target)
    {
        var model = new TemplateModel(TemplateSample.Plan);
        var seen = target switch
        {
            "Cluster" => model.ForCluster(),
            "DnsZone" => ForZone,
            "DnsResponder" => ForResponder,
            "GlobalNamespace" => model.ForGlobalNamespaces().First().Model,
            _ => model.ForHosts().First().Model,
        };
        var documented = Documented
            .Where(row => row.For == "all" || row.For.Split(", ").Contains(target))
            .Select(row => row.Field.Split('.', '[')[0])
            .Distinct();
        Assert.Equal(documented, seen.Keys);
    }

    [Fact]
    public void Knows_the_name_of_every_field()
    {
        var names = Documented.SelectMany(row => row.Field.Split('.')).Select(name => name.Replace("[]", "", StringComparison.Ordinal)).Where(name => name != "*");
        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), TemplateModel.FieldNames.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Documents_the_version() =>
        Assert.Contains($"## The model, version {TemplateModel.Version}\n", Page, StringComparison.Ordinal);

    [Fact]
    public void Documents_every_function() =>
        Assert.All(TemplateFunctions.Arguments.Keys, name => Assert.Contains($"\n| `{name} ", Page, StringComparison.Ordinal));

    private static OrderedDictionary<string, object?> ForZone =>
        DnsTemplateModel.ForZone(TemplateSample.Plan, new StubTarget(CoreDnsVersion.Default, DnsMode.Hosts, false, []), DnsCase.Acme);

    private static OrderedDictionary<string, object?> ForResponder => DnsTemplateModel.ForResponder(
        TemplateSample.Plan with { Dns = DnsCase.Coredns() }, new StubTarget(CoreDnsVersion.Default, DnsMode.Forward, false, ["10.0.0.53"]), "10.0.0.53");

    private static string Page => File.ReadAllText(Repository.PathOf("templates", "README.md"));

    private static IEnumerable<(string Field, string For)> Documented =>
        Page.Split("## The model")[1].Split("## ")[0].Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|'))
            .Select(cells => (cells[1].Trim().Trim('`'), cells[2].Trim()));

    private static string Shorten(string field, string list) => field.StartsWith(list, StringComparison.Ordinal) ? list : field;

    private static IEnumerable<string> Fields(string path, object? value) => value switch
    {
        OrderedDictionary<string, object?> when path == "cluster.labels" => ["cluster.labels.*"],
        OrderedDictionary<string, object?> mapping => mapping.SelectMany(entry => Fields(path.Length == 0 ? entry.Key : $"{path}.{entry.Key}", entry.Value)),
        List<object?> { Count: > 0 } list => list.SelectMany(item => Fields($"{path}[]", item)),
        List<object?> => throw new InvalidOperationException($"The sample has no item in '{path}'."),
        _ => [path],
    };
}
