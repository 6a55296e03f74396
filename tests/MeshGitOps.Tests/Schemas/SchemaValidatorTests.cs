using System.Collections.Frozen;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Tests.Kinds;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Schemas;

/// <summary>Our walk over the tree against NJsonSchema over the same schema files.</summary>
public sealed class SchemaValidatorTests(ITestOutputHelper output)
{
    private static readonly FrozenDictionary<string, JsonSchema> Oracles = SpecKinds.All.ToFrozenDictionary(
        kind => kind.Name,
        kind => JsonSchema.FromJsonAsync(kind.Schema.Text).GetAwaiter().GetResult());

    public static TheoryData<string> Complete =>
    [
        CompleteDocuments.Workspace,
        CompleteDocuments.Mesh,
        CompleteDocuments.Cluster,
        CompleteDocuments.GlobalNamespace,
        CompleteDocuments.GlobalService,
        CompleteDocuments.AccessPolicy,
        CompleteDocuments.TrafficPolicy,
        CompleteDocuments.TrafficTarget,
        CompleteDocuments.HttpRouteGroup,
        CompleteDocuments.TcpRoute,
        CompleteDocuments.Policy,
    ];

    [Theory]
    [MemberData(nameof(Complete))]
    public void Agrees_with_NJsonSchema_on_complete_documents(string yaml)
    {
        var root = (YamlMapping)SpecText.Document(yaml).Root;
        var kind = SpecKinds.Find(((YamlScalar)root["kind"]!).Value)!;

        Assert.Empty(Oracle(kind, root));
        Assert.Empty(SchemaValidator.Validate(kind.Schema, root, "it").Diagnostics);
    }

    [Theory]
    [InlineData("[a, a]")]
    [InlineData("[a, b, a]")]
    [InlineData("['1', a, 1]")]
    [InlineData("[{a: b}, {a: b}]")]
    [InlineData("[[], []]")]
    [InlineData("[~, ~]")]
    [InlineData("[~, '']")]
    [InlineData("[true, 'True']")]
    [InlineData("[1.10, 1.1]")]
    public void Agrees_with_NJsonSchema_on_repeated_items(string items)
    {
        var yaml = CompleteDocuments.Cluster.Replace("[aws-east]", items, StringComparison.Ordinal);

        Assert.Equal(1, Compare(SpecKinds.Find("Cluster")!, (YamlMapping)SpecText.Document(yaml).Root, items));
    }

    [Fact]
    public void Agrees_with_NJsonSchema_on_changed_documents()
    {
        var seed = Environment.TickCount;
        var mutations = new DocumentMutations(seed);
        var (compared, wrong) = (0, 0);
        for (var i = 0; i < 4_000; i++)
        {
            var yaml = mutations.Next();
            foreach (var document in YamlTreeBuilder.Build(new SourceText("mesh.yaml", yaml)).Value)
            {
                if (document.Root is YamlMapping root
                    && root["kind"] is YamlScalar name
                    && SpecKinds.Find(name.Value) is { } kind
                    && !yaml.Contains("&a", StringComparison.Ordinal))
                {
                    compared++;
                    wrong += Compare(kind, root, $"seed {seed}:\n{yaml}");
                }
            }
        }

        output.WriteLine($"{compared} documents, {wrong} refused");
        Assert.True(compared > 500 && wrong > 200, $"Only {compared} documents were compared, {wrong} of them refused, seed {seed}.");
    }

    /// <param name="source">What a failure shows.</param>
    private static int Compare(SpecKind kind, YamlMapping root, string source)
    {
        var ours = SchemaValidator.Validate(kind.Schema, root, "it").Diagnostics;
        var theirs = Oracle(kind, root);
        var places = ours.Select(finding => finding.Location.Span.Start).ToHashSet();
        var later = NotSupportedYet(root, ours.Where(finding => finding.Descriptor == SpecDiagnostics.NotSupportedYet)
            .Select(finding => finding.Location.Span.Start).ToHashSet()).ToList();
        foreach (var (place, error) in theirs)
        {
            Assert.True(
                places.Overlaps(place) || later.Exists(span => place.Any(start => span.Start <= start && start <= span.End)),
                $"NJsonSchema finds {error} at {string.Join(" or ", place)}, we do not, {source}");
        }

        // Formats, keys and what is not supported yet are ours alone.
        var shared = ours.Where(finding => finding.Descriptor != SpecDiagnostics.InvalidValue
            && finding.Descriptor != SpecDiagnostics.NotSupportedYet);
        Assert.True(theirs.Count > 0 || !shared.Any(), $"NJsonSchema finds nothing, we find {shared.FirstOrDefault()?.Message}, {source}");
        return theirs.Count > 0 ? 1 : 0;
    }

    /// <summary>From the key to the end of the value: what is in a field that is not supported yet is not reported as well.</summary>
    private static IEnumerable<TextSpan> NotSupportedYet(YamlNode node, HashSet<int> keys) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(entry => keys.Contains(entry.Key.Span.Start)
            ? [new TextSpan(entry.Key.Span.Start, entry.Value.Span.End - entry.Key.Span.Start)]
            : NotSupportedYet(entry.Value, keys)),
        YamlSequence sequence => sequence.Items.SelectMany(item => NotSupportedYet(item, keys)),
        _ => [],
    };

    /// <summary>
    /// The places at which we report what NJsonSchema reports. What is listed twice it reports at the list, and we at the item;
    /// it compares the items as text (null and '', true and 'True'), and we report those for their types, at the item as well.
    /// </summary>
    private static List<(int[] Places, string Error)> Oracle(SpecKind kind, YamlMapping root)
    {
        using var reader = new YamlTreeJsonReader(root);
        var nodes = new Dictionary<int, int>();
        var items = new Dictionary<int, int[]>();
        Number(root, null, nodes, items);
        return
        [
            .. from error in Flatten(Oracles[kind.Name].Validate(JToken.Load(reader)))
               select (error.Kind == ValidationErrorKind.ItemsNotUnique ? items[error.LineNumber] : [nodes[error.LineNumber]], error.ToString()),
        ];
    }

    private static IEnumerable<ValidationError> Flatten(IEnumerable<ValidationError> errors) => errors.SelectMany(error =>
        error switch
        {
            ChildSchemaValidationError child => child.Errors.Values.SelectMany(Flatten),
            MultiTypeValidationError => [error],
            _ => new[] { error },
        });

    /// <summary>Where a finding about the node of an ordinal lies: a mapping or list is shown at its key.</summary>
    private static void Number(YamlNode node, YamlScalar? key, Dictionary<int, int> nodes, Dictionary<int, int[]> items)
    {
        nodes[node.Ordinal] = node is YamlScalar { Span.Length: > 0 } || key is null && node is not YamlMapping { Entries.Length: > 0 }
            ? node.Span.Start
            : (key ?? ((YamlMapping)node).Entries[0].Key).Span.Start;
        foreach (var entry in (node as YamlMapping)?.Entries ?? [])
        {
            nodes[entry.Key.Ordinal] = entry.Key.Span.Start;
            Number(entry.Value, entry.Key, nodes, items);
        }

        if (node is not YamlSequence sequence)
        {
            return;
        }

        foreach (var item in sequence.Items)
        {
            Number(item, null, nodes, items);
        }

        items[sequence.Ordinal] = [.. sequence.Items.Select(item => nodes[item.Ordinal])];
    }
}
