using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Tests.Yaml;

public sealed class YamlPathTests
{
    private readonly YamlMapping _root = (YamlMapping)YamlTree.Root("spec:\n  ports:\n  - name: http\n  - {name: grpc, number: 1}\n  labels: {a.b/c: x}\n");

    [Fact]
    public void Names_keys_and_items_on_the_way()
    {
        var spec = (YamlMapping)_root["spec"]!;
        var second = (YamlMapping)((YamlSequence)spec["ports"]!).Items[1];

        Assert.Equal("spec.ports[1].name", YamlPath.Of(_root, second["name"]!));
        Assert.Equal("spec.ports[1].number", YamlPath.Of(_root, second.Entries[1].Key));
        Assert.Equal("spec.labels['a.b/c']", YamlPath.Of(_root, ((YamlMapping)spec["labels"]!)["a.b/c"]!));
        Assert.Equal("", YamlPath.Of(_root, _root));
        Assert.Null(YamlPath.Of(second, _root));
    }

    [Fact]
    public void Joins_a_path_with_a_key_or_an_index()
    {
        Assert.Equal("spec", YamlPath.Join("", "spec"));
        Assert.Equal("spec.ports[0]", YamlPath.Join(YamlPath.Join("spec", "ports"), 0));
        Assert.Equal("['']", YamlPath.Join("", ""));
    }
}
