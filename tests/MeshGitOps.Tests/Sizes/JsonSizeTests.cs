using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Sizes;

namespace MeshGitOps.Tests.Sizes;

public sealed class JsonSizeTests
{
    [Fact]
    public void Counts_what_a_writer_of_JSON_writes()
    {
        ManifestMapping[] samples =
        [
            new([]),
            Map(("a", 1), ("b", -20), ("c", true), ("d", false), ("e", "text")),
            Map(("list", new ManifestSequence([1, "two", new ManifestSequence([]), Map(("x", "y"))])), ("zero", 0)),
            Map(("min", new ManifestInteger(long.MinValue)), ("max", new ManifestInteger(long.MaxValue))),
            Map(("übung", "groß \"quoted\" \\ back\nline\ttab\u0001 € 😀")),
        ];

        Assert.All(samples, sample => Assert.Equal(Written(sample), JsonSize.Of(sample)));
    }

    /// <summary>https://pkg.go.dev/encoding/json: "angle brackets … are escaped", and U+2028 and U+2029 too.</summary>
    [Theory]
    [InlineData("<", 8)]
    [InlineData(">", 8)]
    [InlineData("&", 8)]
    [InlineData("\u2028", 8)]
    [InlineData("\u001f", 8)]
    [InlineData("\n", 4)]
    public void Counts_what_Go_escapes(string text, long expected) => Assert.Equal(expected, JsonSize.Of(text));

    private static ManifestMapping Map(params (string Key, ManifestValue Value)[] fields) =>
        new([.. fields.Select(field => new ManifestField(field.Key, field.Value))]);

    private static long Written(ManifestMapping root)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(json, root);
        }

        // This writer escapes what lies beyond the first plane, Go does not.
        return Encoding.UTF8.GetByteCount(Encoding.UTF8.GetString(stream.ToArray()).Replace("\\uD83D\\uDE00", "😀", StringComparison.Ordinal));
    }

    private static void Write(Utf8JsonWriter json, ManifestValue value)
    {
        switch (value)
        {
            case ManifestString text:
                json.WriteStringValue(text.Value);
                break;
            case ManifestInteger integer:
                json.WriteNumberValue(integer.Value);
                break;
            case ManifestBoolean boolean:
                json.WriteBooleanValue(boolean.Value);
                break;
            case ManifestSequence sequence:
                json.WriteStartArray();
                foreach (var item in sequence.Items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case ManifestMapping mapping:
                json.WriteStartObject();
                foreach (var (key, item) in mapping.Fields)
                {
                    json.WritePropertyName(key);
                    Write(json, item);
                }

                json.WriteEndObject();
                break;
        }
    }
}
