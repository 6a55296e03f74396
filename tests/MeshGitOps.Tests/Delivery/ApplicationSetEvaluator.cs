using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Tests.Simulation;

namespace MeshGitOps.Tests.Delivery;

/// <summary>
/// The Applications that Argo CD makes of an ApplicationSet, as far as ours go: a matrix of list and git generators, Go templates with nothing
/// but fields, and a selector (argo-cd/applicationset/generators: git.go, matrix.go, generator_spec_processor.go).
/// </summary>
/// <param name="filesOf">What lies in the repository at a revision.</param>
internal sealed partial class ApplicationSetEvaluator(Func<string, IEnumerable<OutputFile>> filesOf)
{
    public ImmutableArray<YamlMap> Applications(KubeObject set)
    {
        Assert.Equal(("true", "missingkey=error"), (set.Spec.Text("goTemplate"), Assert.Single(set.Spec.Texts("goTemplateOptions"))));
        var generator = Assert.Single(set.Spec.Items("generators"));
        var generators = generator.Items("matrix", "generators");
        Assert.Equal(2, generators.Count);
        return
        [
            .. from first in Parameters(generators[0])
               from second in Parameters(Fill(generators[1], first))
               let all = Merge(first, second)
               where generator.TextMap("selector", "matchLabels").All(label => all.Text(label.Key) == label.Value)
               select (YamlMap)Fill(set.Spec.At("template"), all)!,
        ];
    }

    private IEnumerable<YamlMap> Parameters(object? generator)
    {
        if (generator.Items("list", "elements") is [_, ..] elements)
        {
            return elements.Cast<YamlMap>();
        }

        var files = filesOf(generator.Text("git", "revision")!);
        var prefix = generator.Text("git", "pathParamPrefix");
        return generator.Items("git", "directories") is [_, ..] directories
            ? Directories(files, directories).Select(directory => With([], prefix, directory))
            : generator.Items("git", "files").SelectMany(wanted => files
                .Where(file => Matches(wanted.Text("path")!, file.Path.Value))
                .Select(file => With((YamlMap)PlainYaml.Documents(Encoding.UTF8.GetString(file.Bytes.Span)).Single()!, prefix, Parent(file.Path.Value))));
    }

    /// <summary>Every folder but hidden ones; where a pattern excludes it, no other one brings it back.</summary>
    private static IEnumerable<string> Directories(IEnumerable<OutputFile> files, IReadOnlyList<object?> patterns) => files
        .SelectMany(file => Parents(file.Path.Value))
        .Distinct()
        .Where(directory => !directory.Split('/').Any(segment => segment.StartsWith('.')))
        .Where(directory => patterns.Any(pattern => pattern.Text("exclude") != "true" && Matches(pattern.Text("path")!, directory))
            && !patterns.Any(pattern => pattern.Text("exclude") == "true" && Matches(pattern.Text("path")!, directory)))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Parents(string path)
    {
        for (var parent = Parent(path); parent.Length > 0; parent = Parent(parent))
        {
            yield return parent;
        }
    }

    private static string Parent(string path) => path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : "";

    private static bool Matches(string pattern, string path) =>
        Regex.IsMatch(path, $"^{Regex.Escape(pattern).Replace("\\*", "[^/]*", StringComparison.Ordinal)}$");

    private static YamlMap With(YamlMap parameters, string? prefix, string directory)
    {
        var path = new YamlMap { ["path"] = directory, ["basename"] = directory[(directory.LastIndexOf('/') + 1)..] };
        return Merge(parameters, prefix is null ? new YamlMap { ["path"] = path } : new YamlMap { [prefix] = new YamlMap { ["path"] = path } });
    }

    /// <summary>Argo CD keeps the first of two parameters of one name, silently.</summary>
    private static YamlMap Merge(YamlMap first, YamlMap second)
    {
        var merged = new YamlMap();
        foreach (var (key, value) in first.Concat(second))
        {
            Assert.False(merged.ContainsKey(key) && merged[key].Text() != value.Text(), $"Both generators have a parameter '{key}'.");
            merged[key] = value;
        }

        return merged;
    }

    private static object? Fill(object? node, YamlMap parameters)
    {
        switch (node)
        {
            case string text:
                return Field().Replace(text, match =>
                    parameters.Text(match.Groups[1].Value.Split('.')) ?? throw new InvalidOperationException($"missingkey: {match}"));
            case YamlMap map:
                var filled = new YamlMap();
                foreach (var (key, value) in map)
                {
                    filled.Add(key, Fill(value, parameters));
                }

                return filled;
            case YamlList list:
                var items = new YamlList();
                items.AddRange(list.Select(item => Fill(item, parameters)));
                return items;
            default:
                return node;
        }
    }

    [GeneratedRegex(@"\{\{\.([A-Za-z.]+)\}\}")]
    private static partial Regex Field();
}
