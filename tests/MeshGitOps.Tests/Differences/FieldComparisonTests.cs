namespace MeshGitOps.Tests.Differences;

public sealed class FieldComparisonTests
{
    [Theory]
    [InlineData("spec: {a: 1, b: {c: x}}", "spec: {b: {c: x}, a: 1}", "")]
    [InlineData("spec: {a: 1}", "spec: {a: 2}", "~ spec.a: 1 -> 2")]
    [InlineData("spec: {a: 1}", "spec: {a: '1'}", "~ spec.a: 1 -> \"1\"")]
    [InlineData("spec: {a: {}}", "spec: {a: []}", "~ spec.a: {} -> []")]
    [InlineData("spec: {a: 1}", "spec: {b: {c: [true]}}", "- spec.a: 1\n+ spec.b: {c: [true]}")]
    [InlineData("metadata2: {a.b/c: x}", "metadata2: {a.b/c: y}", "~ metadata2[a.b/c]: x -> y")]
    public void Names_a_field_by_its_path(string before, string after, string expected) =>
        Assert.Equal(expected, Compared.FieldsOf(before, after));

    [Theory]
    [InlineData("hosts: [a, b]", "hosts: [c, b]", "- spec.hosts[a]\n+ spec.hosts[c]")]
    [InlineData("hosts: [a, b, c]", "hosts: [b, c]", "- spec.hosts[a]")]
    [InlineData("hosts: [a, b]", "hosts: [b, a]", "~ spec.hosts: the same in another order, [a, b] -> [b, a]")]
    [InlineData("hosts: [a, a, b]", "hosts: [a, b, b]", "~ spec.hosts[2]: a -> b")]
    [InlineData("ports: [{number: 80, name: http}, {number: 90, name: x}]", "ports: [{number: 90, name: y}, {number: 81, name: http}]", "- spec.ports[80]: {number: 80, name: http}\n~ spec.ports[90].name: x -> y\n+ spec.ports[81]: {number: 81, name: http}")]
    [InlineData("ports: [{name: a, weight: 1}, {name: b}]", "ports: [{name: a, weight: 2}, {name: b}]", "~ spec.ports[a].weight: 1 -> 2")]
    [InlineData("endpoints: [{address: x, labels: {meshgitops.io/cluster: east}}]", "endpoints: [{address: y, labels: {meshgitops.io/cluster: east}}]", "~ spec.endpoints[east].address: x -> y")]
    [InlineData("endpoints: [{address: x, weight: 1}, {address: y}]", "endpoints: [{address: y}, {address: x, weight: 2}]", "~ spec.endpoints[x].weight: 1 -> 2\n~ spec.endpoints: the same in another order, [x, y] -> [y, x]")]
    [InlineData("endpoints: [{address: x, labels: {meshgitops.io/cluster: e}}, {address: y, labels: {meshgitops.io/cluster: e}}]", "endpoints: [{address: x, labels: {meshgitops.io/cluster: e}, weight: 3}, {address: y, labels: {meshgitops.io/cluster: e}}]", "+ spec.endpoints[e/x].weight: 3")]
    [InlineData("servers: [{port: {number: 443}, hosts: [a]}, {port: {number: 15443}, hosts: [a]}]", "servers: [{port: {number: 15443}, hosts: [a, b]}, {port: {number: 443}, hosts: [a]}]", "+ spec.servers[15443].hosts[b]\n~ spec.servers: the same in another order, [\"443\", \"15443\"] -> [\"15443\", \"443\"]")]
    [InlineData("servers: [{port: {number: 443, name: a}, hosts: [a]}, {port: {number: 443, name: b}, hosts: [b]}]", "servers: [{port: {number: 443, name: a}, hosts: [a]}, {port: {number: 443, name: b}, hosts: [c]}]", "- spec.servers[443/b].hosts[b]\n+ spec.servers[443/b].hosts[c]")]
    [InlineData("http: [{match: [{port: 1}]}, {match: [{port: 2}]}]", "http: [{match: [{port: 2}]}, {match: [{port: 3}]}]", "~ spec.http[1].match[0].port: 1 -> 3")]
    [InlineData("http: [{match: [{port: 1}]}]", "http: [{match: [{port: 1}]}, {match: [{port: 3}]}]", "+ spec.http[1]: {match: [{port: 3}]}")]
    [InlineData("http: [{match: [{port: 1}]}, {x: 1}]", "http: [{x: 1}, {match: [{port: 1}]}]", "~ spec.http: the same in another order, [{match: [{port: 1}]}, {x: 1}] -> [{x: 1}, {match: [{port: 1}]}]")]
    public void Finds_the_items_of_a_list_by_what_names_them(string before, string after, string expected) =>
        Assert.Equal(expected, Compared.FieldsOf($"spec: {{{before}}}", $"spec: {{{after}}}"));

    [Fact]
    public void Compares_a_text_of_several_lines_line_by_line() => Assert.Equal(
        """
        ~ data.Corefile:
        -     cache 30
        +     cache 60
        + b:53 {
        + }
        """,
        Compared.FieldsOf(
            "data: {Corefile: \"a:53 {\\n    cache 30\\n}\\n\"}",
            "data: {Corefile: \"a:53 {\\n    cache 60\\n}\\nb:53 {\\n}\\n\"}"));

    [Fact]
    public void Takes_no_longer_for_a_list_whose_items_all_differ_than_their_number()
    {
        var before = string.Join(", ", Enumerable.Range(0, 20_000).Select(i => $"{{x: {{y: {i}}}}}"));
        var after = string.Join(", ", Enumerable.Range(20_000, 20_000).Select(i => $"{{x: {{y: {i}}}}}"));

        Assert.Equal(20_000, Compared.FieldsOf($"spec: {{a: [{before}]}}", $"spec: {{a: [{after}]}}").Split('\n').Length);
    }
}
