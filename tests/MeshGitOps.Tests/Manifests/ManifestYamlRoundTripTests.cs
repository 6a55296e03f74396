using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Specs.Text;
using Xunit.Abstractions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace MeshGitOps.Tests.Manifests;

public sealed class ManifestYamlRoundTripTests(ITestOutputHelper output)
{
    private const int Count = 4_000;

    [Fact]
    public void YamlDotNet_reads_every_string_as_the_same_string()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        var deserializer = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        for (var i = 0; i < Count; i++)
        {
            var manifest = NastyManifests.Next(random);
            var text = Write(manifest);

            Assert.True(FirstDifference(manifest, Read(deserializer, text)) is null, $"""
                Seed {seed}, case {i}: {FirstDifference(manifest, Read(deserializer, text))}
                {text}
                """);
        }
    }

    [Fact]
    public void Our_reader_gives_the_same_values_again()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        for (var i = 0; i < Count; i++)
        {
            var manifest = NastyManifests.Next(random);
            var text = Write(manifest);
            var (read, findings) = ManifestYamlReader.Read(new SourceText("a.yaml", text));

            Assert.True(findings.IsEmpty, $"Seed {seed}, case {i}: {findings.FirstOrDefault()?.Message}\n{text}");
            Assert.True(manifest.Equals(Assert.Single(read)), $"Seed {seed}, case {i}:\n{text}");
        }
    }

    /// <summary>An exception stands for a text that cannot be read.</summary>
    private static object? Read(IDeserializer deserializer, string text)
    {
        try
        {
            return deserializer.Deserialize<object?>(text);
        }
        catch (YamlException exception)
        {
            return exception;
        }
    }

    private static string Write(ManifestMapping manifest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        ManifestYamlWriter.Write(buffer, manifest);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string? FirstDifference(ManifestValue expected, object? actual) => (expected, actual) switch
    {
        (ManifestString text, string read) when text.Value == read => null,
        (ManifestBoolean boolean, bool read) when boolean.Value == read => null,
        (ManifestInteger integer, not (null or string or bool))
            when integer.Value.ToString(CultureInfo.InvariantCulture) == Convert.ToString(actual, CultureInfo.InvariantCulture) => null,
        (ManifestSequence sequence, IList read) when sequence.Items.Length == read.Count =>
            sequence.Items.Zip(read.Cast<object?>()).Select(pair => FirstDifference(pair.First, pair.Second)).FirstOrDefault(text => text is not null),
        (ManifestMapping mapping, IDictionary read) when mapping.Fields.Length == read.Count =>
            mapping.Fields.Select(field => FirstDifference(field.Value, read[field.Key])).FirstOrDefault(text => text is not null),
        _ => $"{expected} was read as {actual?.GetType().Name ?? "null"} '{actual}'",
    };
}
