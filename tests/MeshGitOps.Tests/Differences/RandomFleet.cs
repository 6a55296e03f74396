using System.Globalization;
using System.Text;

namespace MeshGitOps.Tests.Differences;

/// <summary>Objects of a few clusters, as text by their names, spread over files at random.</summary>
internal sealed class RandomFleet
{
    private static readonly string[] Clusters = ["asia", "east", "west"];
    private static readonly string[] Kinds = ["ConfigMap", "Gateway", "ServiceEntry"];

    private readonly SortedDictionary<(string Cluster, string Kind, string Name), string> _objects = [];

    public IReadOnlyDictionary<(string Cluster, string Kind, string Name), string> Objects => _objects;

    public static RandomFleet Of(Random random)
    {
        var fleet = new RandomFleet();
        for (var i = random.Next(12); i > 0; i--)
        {
            var key = (Pick(random, Clusters), Pick(random, Kinds), $"n{random.Next(6)}");
            fleet._objects[key] = Text(key, random);
        }

        return fleet;
    }

    /// <summary>Some objects are gone, some others, some new.</summary>
    public RandomFleet Changed(Random random)
    {
        var other = Of(random);
        foreach (var (key, text) in _objects)
        {
            if (random.Next(3) > 0)
            {
                other._objects[key] = text;
            }
        }

        return other;
    }

    public List<(string Path, string Text)> Files(Random random) =>
    [
        .. _objects.GroupBy(entry => $"clusters/{entry.Key.Cluster}/f{random.Next(3)}.yaml")
            .Select(file => (file.Key, string.Join("---\n", file.Select(entry => entry.Value)))),
    ];

    private static string Text((string Cluster, string Kind, string Name) key, Random random)
    {
        var text = new StringBuilder($"apiVersion: v1\nkind: {key.Kind}\nmetadata: {{name: {key.Name}}}\nspec:\n");
        text.Append(CultureInfo.InvariantCulture, $"  hosts: [{List(random, i => $"h{i}.example.com")}]\n");
        text.Append(CultureInfo.InvariantCulture, $"  ports: [{List(random, i => $"{{number: {i}, name: p{random.Next(3)}}}")}]\n");
        text.Append(CultureInfo.InvariantCulture, $"  endpoints: [{List(random, i => $"{{address: a{random.Next(3)}, labels: {{meshgitops.io/cluster: c{i}}}}}")}]\n");
        text.Append(CultureInfo.InvariantCulture, $"  http: [{List(random, i => $"{{match: [{{port: {i}}}]}}")}]\n");
        text.Append(CultureInfo.InvariantCulture, $"  text: \"{List(random, i => $"line{i}\\n")}\"\n");
        text.Append(CultureInfo.InvariantCulture, $"  flag: {(random.Next(2) == 0 ? "true" : "'true'")}\n");
        return text.ToString();
    }

    private static string List(Random random, Func<int, string> item) =>
        string.Join(", ", Enumerable.Range(0, random.Next(4)).Select(_ => item(random.Next(5))));

    private static string Pick(Random random, string[] of) => of[random.Next(of.Length)];
}
