using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Schemas;

namespace MeshGitOps.Tests.Schemas;

public sealed class ValueFormatsTests
{
    private static readonly string[] Samples =
    [
        "a", "aws-west", "a.b", "A", "1", "80", "1.26", "1.26.3", "10.0.0.1", "10.0.0.1:53", "10.0.0.0/8", "fd00::1", "fd00::/8",
        "10s", "1m30s", "500ms", "16Gi", "*", "shop-*", "default/kubernetes", "apps/x", "../a", ".", ">=0.1", "cluster.local", "",
        "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "a_b",
    ];

    /// <summary>A pattern is for editors: it must not refuse what the format takes.</summary>
    [Fact]
    public void Patterns_take_whatever_their_format_takes()
    {
        var checks = 0;
        foreach (var schema in SpecKinds.All.SelectMany(kind => Below(kind.Schema.Root)))
        {
            if (schema is { Format: { } format, Pattern: { } pattern })
            {
                checks++;
                Assert.All(
                    Samples.Where(format.Accepts),
                    sample => Assert.True(pattern.IsMatch(sample), $"{format.Name} takes '{sample}', {pattern} does not."));
            }
        }

        Assert.True(checks > 20);
    }

    [Fact]
    public void Every_format_is_used_and_refuses_something()
    {
        var used = SpecKinds.All.SelectMany(kind => Below(kind.Schema.Root))
            .SelectMany(schema => new[] { schema.Format?.Name, schema.Keys?.Name })
            .OfType<string>();

        Assert.Equal(ValueFormats.All.Keys.Order(StringComparer.Ordinal), used.Distinct().Order(StringComparer.Ordinal));
        Assert.All(ValueFormats.All.Values, format => Assert.False(format.Accepts("no \u0001 such/ value //")));
    }

    private static IEnumerable<SchemaNode> Below(SchemaNode schema) =>
    [
        schema,
        .. schema.Properties.Values.SelectMany(Below),
        .. schema.Items is { } items ? Below(items) : [],
        .. schema.Additional is { } additional && additional != SchemaNode.Anything ? Below(additional) : [],
    ];
}
