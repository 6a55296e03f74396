using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace MeshGitOps.EndToEnd.Action;

/// <summary><c>action.yml</c>, as far as the runner reads it; a key that the tests do not know fails them.</summary>
internal sealed record ActionFile(
    ImmutableSortedDictionary<string, ActionInput> Inputs,
    ImmutableSortedDictionary<string, ActionOutput> Outputs,
    ImmutableArray<ActionStep> Steps)
{
    public static ActionFile Own { get; } = Read(Path.Combine(ExampleCopy.Root, "action.yml"));

    private static ActionFile Read(string path)
    {
        var root = Document(path);
        var runs = Map(root["runs"], "using", "steps");
        Assert.Equal("composite", Text(runs["using"]));
        return new ActionFile(
            Map(root["inputs"]).ToImmutableSortedDictionary(
                input => input.Key,
                input => Map(input.Value, "description", "default") is var keys ? new ActionInput(Text(keys["description"]), Text(keys["default"])) : null!,
                StringComparer.Ordinal),
            Map(root["outputs"]).ToImmutableSortedDictionary(
                output => output.Key,
                output => Map(output.Value, "description", "value") is var keys ? new ActionOutput(Text(keys["description"]), Text(keys["value"])) : null!,
                StringComparer.Ordinal),
            [.. ((YamlSequenceNode)runs["steps"]).Select(ReadStep)]);
    }

    /// <summary>The one document of a file, by key.</summary>
    public static Dictionary<string, YamlNode> Document(string path)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(path);
        stream.Load(reader);
        return Map(stream.Documents.Single().RootNode);
    }

    /// <param name="allowed">The keys that there may be; none for all.</param>
    public static Dictionary<string, YamlNode> Map(YamlNode node, params string[] allowed)
    {
        var map = ((YamlMappingNode)node).Children.ToDictionary(pair => Text(pair.Key), pair => pair.Value, StringComparer.Ordinal);
        Assert.True(allowed.Length == 0 || map.Keys.All(allowed.Contains), $"Only {string.Join(", ", allowed)} are known, but there are {string.Join(", ", map.Keys)}.");
        return map;
    }

    public static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    private static ActionStep ReadStep(YamlNode node)
    {
        var step = Map(node, "id", "if", "shell", "env", "run");
        Assert.Equal("bash", Text(step["shell"]));
        return new ActionStep(
            step.TryGetValue("id", out var id) ? Text(id) : null,
            step.TryGetValue("if", out var condition) ? Text(condition) : null,
            Map(step["env"]).ToImmutableSortedDictionary(variable => variable.Key, variable => Text(variable.Value), StringComparer.Ordinal),
            Text(step["run"]));
    }
}

internal sealed record ActionInput(string Description, string Default);

internal sealed record ActionOutput(string Description, string Value);

/// <param name="Id">Null where no other step asks for its outputs.</param>
/// <param name="Condition">Null where it runs unless a step before failed.</param>
internal sealed record ActionStep(string? Id, string? Condition, ImmutableSortedDictionary<string, string> Environment, string Run);
