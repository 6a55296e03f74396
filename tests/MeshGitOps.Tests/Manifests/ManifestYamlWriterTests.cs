using System.Buffers;
using System.Text;
using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Tests.Manifests;

public sealed class ManifestYamlWriterTests
{
    [Fact]
    public void Writes_sequences_at_the_indentation_of_their_key()
    {
        var manifest = new ManifestBuilder()
            .Add("kind", "ServiceEntry")
            .Add("spec", new ManifestBuilder()
                .Add("hosts", ["catalog.acme.example.com"])
                .Add("ports", ManifestBuilder.Sequence(
                [
                    new ManifestBuilder().Add("number", 8082).Add("labels", new ManifestBuilder().Add("a", "b")),
                    new ManifestBuilder().Add("deep", ["x", "z"]).Add("last", true),
                ])))
            .Build();

        Assert.Equal(
            """
            kind: ServiceEntry
            spec:
              hosts:
              - catalog.acme.example.com
              ports:
              - number: 8082
                labels:
                  a: b
              - deep:
                - x
                - z
                last: true

            """,
            Text(manifest));
    }

    [Fact]
    public void Writes_sequences_in_sequences_and_empty_collections()
    {
        ManifestSequence inner = new([new ManifestSequence(["a", "b"]), new ManifestSequence([]), new ManifestMapping([])]);
        var manifest = new ManifestBuilder().Add("s", inner).Add("m", new ManifestMapping([])).Build();

        Assert.Equal("s:\n- - a\n  - b\n- []\n- {}\nm: {}\n", Text(manifest));
    }

    [Fact]
    public void Separates_documents_with_a_line()
    {
        var buffer = new ArrayBufferWriter<byte>();
        ManifestYamlWriter.Write(buffer, [new ManifestBuilder().Add("a", 1).Build(), new ManifestMapping([])]);

        Assert.Equal("a: 1\n---\n{}\n", Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    [Theory]
    [InlineData("catalog.acme.example.com")]
    [InlineData("spiffe://cluster.local/ns/acme/sa/catalog")]
    [InlineData("240.0.16.7")]
    [InlineData("2001:db8::1")]
    [InlineData("10.0.0.0/16")]
    [InlineData("10s")]
    [InlineData("8f14e45f")]
    [InlineData(".")]
    [InlineData("GRPC-WEB")]
    [InlineData("north")]
    [InlineData("Prune=false,Delete=false,ServerSideApply=true")]
    [InlineData("a#b:c")]
    [InlineData("it's")]
    [InlineData("grüße")]
    public void Leaves_plain_what_nobody_misreads(string text) => Assert.Equal($"k: {text}\n", Text(text));

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("No")]
    [InlineData("ON")]
    [InlineData("off")]
    [InlineData("y")]
    [InlineData("N")]
    [InlineData("true")]
    [InlineData("False")]
    [InlineData("null")]
    [InlineData("NaN")]
    [InlineData("~")]
    [InlineData("8080")]
    [InlineData("012")]
    [InlineData("0x1F")]
    [InlineData("0o17")]
    [InlineData("0b1")]
    [InlineData("1_000")]
    [InlineData("1,000")]
    [InlineData("1:20")]
    [InlineData("190:20:30.15")]
    [InlineData("1.26")]
    [InlineData("1e3")]
    [InlineData("12E+03")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("-.inf")]
    [InlineData(".5")]
    [InlineData(".nan")]
    [InlineData("2001-12-14")]
    [InlineData("2001-12-14t21:59:43.10-05:00")]
    [InlineData("2001-12-14 21:59:43.10 -5")]
    [InlineData(" leading")]
    [InlineData("trailing ")]
    [InlineData("a: b")]
    [InlineData("a:")]
    [InlineData("a #b")]
    [InlineData("- a")]
    [InlineData("---")]
    [InlineData("? a")]
    [InlineData("*.local")]
    [InlineData("&a")]
    [InlineData("!tag")]
    [InlineData("[a]")]
    [InlineData("{a}")]
    [InlineData("%a")]
    [InlineData("@a")]
    [InlineData("`a")]
    [InlineData("|")]
    [InlineData(">")]
    [InlineData("\"a\"")]
    [InlineData("#a")]
    [InlineData("=")]
    [InlineData("<<")]
    public void Quotes_what_some_reader_takes_for_something_else(string text)
    {
        Assert.Equal($"k: '{text}'\n", Text(text));
        Assert.Equal($"'{text}': 1\n", Text(new ManifestBuilder().Add(text, 1).Build()));
    }

    [Fact]
    public void Doubles_single_quotes() => Assert.Equal("k: '''a'': b'\n", Text("'a': b"));

    [Theory]
    [InlineData("a\tb", @"a\tb")]
    [InlineData("\0\r", @"\0\r")]
    [InlineData("a\u0085b\u00A0c", @"a\x85b\xA0c")]
    [InlineData("\uFEFFa\u2028", @"\uFEFFa\u2028")]
    [InlineData("a\u202Eb \"\\", @"a\u202Eb \""\\")]
    [InlineData("\U0001F600", @"\U0001F600")]
    [InlineData("a\n  \nb", @"a\n  \nb")]
    [InlineData(" a\nb", @" a\nb")]
    [InlineData("\n", @"\n")]
    public void Escapes_what_cannot_be_seen(string text, string expected) => Assert.Equal($"k: \"{expected}\"\n", Text(text));

    [Fact]
    public void Escapes_a_lone_surrogate() => Assert.Equal("k: \"a\\uD800b\"\n", Text("a\uD800b"));

    [Theory]
    [InlineData("a\nb\n", "|\n  a\n  b\n")]
    [InlineData("a\n\n  b", "|-\n  a\n\n    b\n")]
    [InlineData("a\n\n", "|+\n  a\n\n")]
    [InlineData("a: #\n- 1e3 \n\"x\n", "|\n  a: #\n  - 1e3 \n  \"x\n")]
    public void Writes_several_lines_as_a_block(string text, string expected) => Assert.Equal($"k: {expected}", Text(text));

    [Fact]
    public void Writes_a_block_in_a_sequence() =>
        Assert.Equal("s:\n- |\n  a\n- b\n", Text(new ManifestBuilder().Add("s", ["a\n", "b"]).Build()));

    [Fact]
    public void Writes_a_very_long_key_with_a_question_mark()
    {
        var key = new string('k', 1100);

        Assert.Equal($"? {key}\n: v\n", Text(new ManifestBuilder().Add(key, "v").Build()));
    }

    private static string Text(string value) => Text(new ManifestBuilder().Add("k", value).Build());

    private static string Text(ManifestMapping manifest)
    {
        var buffer = new ArrayBufferWriter<byte>();
        ManifestYamlWriter.Write(buffer, manifest);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
