using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Dns.Corefiles;
using MeshGitOps.Specs.Diagnostics;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Dns;

public sealed class CorefileSpliceTests(ITestOutputHelper output)
{
    private const int Seed = 20_614;

    private static readonly ImmutableArray<KeyValuePair<string, string>> Wanted = [Block("acme"), Block("books")];

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData(".:53 {\n    errors\n}\n")]
    [InlineData(".:53 {\n    errors\n}")]
    [InlineData(".:53 {\r\n    errors\r\n}\r\n")]
    [InlineData(".:53 {\r\n    errors\r\n}")]
    [InlineData(".:53 {\n}\n\n# the end")]
    public void Removing_leaves_the_base_to_the_byte(string text)
    {
        var merged = Merge(text);

        Assert.NotEqual(text, merged);
        Assert.Equal(text, Remove(merged));
        Assert.Equal(merged, Merge(merged));
    }

    [Fact]
    public void Writes_the_line_ends_of_the_base()
    {
        Assert.DoesNotContain("\n", Merge(".:53 {\r\n}\r\n").Replace("\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>Mutated Corefiles: nothing throws, and what merges keeps every foreign line, merges again to itself and comes apart again.</summary>
    [Fact]
    public void Ten_thousand_mutated_Corefiles_lose_nothing()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var merged = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var text = Mutate(random);
            var plan = DnsCase.Plan(DnsCase.Coredns(text));
            var result = DnsManifests.Render(plan);
            Assert.All(result.Diagnostics, finding => Assert.InRange(finding.Location.Span.End, 0, finding.Location.Source.Text.Length));
            Assert.DoesNotContain(result.Diagnostics, finding => finding.Descriptor == DnsDiagnostics.NotSound);
            Assert.Equal(result.Diagnostics.Any(finding => finding.Severity == Severity.Error), result.Value.Manifests.IsEmpty);
            if (result.Value.Manifests.IsEmpty)
            {
                continue;
            }

            merged++;
            var corefile = DnsCase.Data(result.Value.Manifests[0], "Corefile");
            Assert.Equal(Foreign(text), Foreign(corefile));
            Assert.Equal(corefile, DnsCase.Data(DnsManifests.Render(DnsCase.Plan(DnsCase.Coredns(corefile))).Value.Manifests[0], "Corefile"));
            if (!text.Contains("gns=", StringComparison.Ordinal))
            {
                Assert.Equal(text, Remove(Merge(text)));
            }
        }

        output.WriteLine($"{merged} of them merged");
        Assert.InRange(merged, 500, 9_500);
    }

    [Fact]
    public void Random_characters_never_throw()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        const string Alphabet = "{}\"\\# \n\r\t.:53,a()$%\0\u00a0\ud800import BEGIN meshgitops gns=";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            var result = CorefileParser.Parse(DnsCase.Base(text));
            Assert.Equal(result.Value is null, result.Diagnostics.Length == 1);
        }
    }

    /// <summary>All lines that stand outside of the block of 'acme'.</summary>
    private static List<string> Foreign(string text)
    {
        var result = new List<string>();
        var inside = false;
        foreach (var line in text.Split('\n'))
        {
            var marker = line.TrimEnd('\r').Trim();
            var begins = IsMarker(marker, "BEGIN");
            inside |= begins;
            if (!inside)
            {
                result.Add(line.TrimEnd('\r'));
            }

            inside &= !IsMarker(marker, "END");
        }

        while (result.Count > 0 && result[^1].Length == 0)
        {
            result.RemoveAt(result.Count - 1);
        }

        return result;
    }

    private static bool IsMarker(string line, string word) =>
        line.StartsWith('#') && line[1..].Trim() == $"{word} meshgitops gns=acme";

    private static string Mutate(Random random)
    {
        var text = new StringBuilder(DnsCase.Corefile);
        string[] pieces =
        [
            "# BEGIN meshgitops gns=acme\nacme.example.com:53 {\n    whoami\n}\n# END meshgitops gns=acme\n",
            "# BEGIN meshgitops gns=books\n# END meshgitops gns=books\n",
            "# BEGIN meshgitops gns=acme\n", "# END meshgitops gns=acme\n",
            "{", "}", "\"", "\\", "#", "\r\n", "\n", "  ", "example.org {\n    errors\n}\n", "acme.example.com {\n}\n",
            "import x/*.server\n", "(snip) {\n    log\n}\n", "{$ENV}", "proxy . 1.1.1.1\n", ",", "\0",
        ];
        for (var i = random.Next(4); i >= 0; i--)
        {
            var lineStarts = Enumerable.Range(0, text.Length).Where(at => at == 0 || text[at - 1] == '\n').ToList();
            var position = lineStarts.Count > 0 && random.Next(3) > 0 ? lineStarts[random.Next(lineStarts.Count)] : random.Next(text.Length + 1);
            if (random.Next(5) == 0 && position < text.Length)
            {
                text.Remove(position, random.Next(1, Math.Min(30, text.Length - position) + 1));
            }
            else
            {
                text.Insert(random.Next(2) == 0 ? text.Length : position, pieces[random.Next(pieces.Length)]);
            }
        }

        return random.Next(4) == 0 ? text.Replace("\n", "\r\n").ToString() : text.ToString();
    }

    private static KeyValuePair<string, string> Block(string name) =>
        new(name, $"{CorefileMarkers.Begin(name)}\n{name}.example.com {{\n    whoami\n}}\n{CorefileMarkers.End(name)}");

    private static string Merge(string text) => CorefileSplice.Merge(text, Blocks(text), Wanted);

    private static string Remove(string text) =>
        CorefileSplice.Remove(text, Blocks(text).Where(block => Wanted.Any(wanted => wanted.Key == block.GlobalNamespace)));

    private static ImmutableArray<CorefileBlock> Blocks(string text)
    {
        var document = CorefileParser.Parse(DnsCase.Base(text)).Value;
        Assert.NotNull(document);
        var blocks = CorefileMarkers.Find(document);
        Assert.Empty(blocks.Diagnostics.Select(DnsCase.Describe));
        return blocks.Value;
    }
}
