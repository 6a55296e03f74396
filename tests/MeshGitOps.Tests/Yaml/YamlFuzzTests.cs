using System.Diagnostics;
using System.Globalization;
using System.Text;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Yaml;

/// <summary>Random and mutated texts. <c>MESHGITOPS_FUZZ_SEED</c> repeats a run, <c>MESHGITOPS_FUZZ_COUNT</c> makes it longer.</summary>
public sealed class YamlFuzzTests(ITestOutputHelper output)
{
    private const int DefaultCount = 4000;

    private static readonly string[] Tokens =
    [
        "a", "b: ", "c:\n", "- ", "\n", "\n  ", "\n    ", " ", "\t", "[", "]", "{", "}", ", ", ": ", "? ", "&x ", "*x", "<<: ", "*x : ", "|\n  ", ">-\n", "'", "\"", "\\",
        "---\n", "...\n", "# c\n", "!!str ", "!t ", "%YAML 1.2\n", "\r\n", "{{", "}}", "null", "~", "é", "😀", "\uFEFF", "\u2028", "\u0085", "@", "`", "%", "0", "x: 1\n", "x: 1\n",
    ];

    private const string Sample = """
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, labels: {app: "catalog", 'tier': db}}
        spec:
          # The ports of the service.
          ports: &ports
          - name: http
            port: 8082
          - {name: grpc, port: 9090}
          selector:
            app: catalog
          note: |
            text
             more
          folded: >-
            one
            two
        ---
        base: &base {a: 1, b: [x, y]}
        merged: {<<: *base, b: 2}
        copy: *base
        ---
        - - deep
          - {k: [v, {w: }]}
        """;

    [Fact]
    public void Any_text_gives_a_sound_tree_or_findings_in_it()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("MESHGITOPS_FUZZ_SEED") ?? Environment.TickCount.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var count = int.Parse(Environment.GetEnvironmentVariable("MESHGITOPS_FUZZ_COUNT") ?? DefaultCount.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        output.WriteLine($"MESHGITOPS_FUZZ_SEED={seed} MESHGITOPS_FUZZ_COUNT={count}");
        var random = new Random(seed);
        var read = 0;
        for (var i = 0; i < count; i++)
        {
            var text = (i % 4) switch
            {
                0 => RandomTokens(random),
                1 => RandomCharacters(random),
                _ => Mutated(random),
            };
            read += Check(text, seed, i);
        }

        output.WriteLine($"{read} documents were read.");
        Assert.True(read > count / 10, $"Only {read} documents were read: the texts are too broken to test anything.");
    }

    private static int Check(string text, int seed, int number)
    {
        var source = new SourceText("fuzz.yaml", text);
        var watch = Stopwatch.StartNew();
        try
        {
            var built = YamlTreeBuilder.Build(source);
            YamlTree.AssertSound(built, source);
            return built.Value.Length;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Seed {seed}, text {number} after {watch.Elapsed}: {Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\n{text}", exception);
        }
    }

    private static string RandomTokens(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 60); i > 0; i--)
        {
            text.Append(Tokens[random.Next(Tokens.Length)]);
        }

        return text.ToString();
    }

    private static string RandomCharacters(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 60); i > 0; i--)
        {
            text.Append((char)(random.Next(20) == 0 ? random.Next(0x10000) : random.Next(9, 127)));
        }

        return text.ToString();
    }

    private static string Mutated(Random random)
    {
        var text = new StringBuilder(Sample);
        for (var i = random.Next(1, 5); i > 0 && text.Length > 0; i--)
        {
            var position = random.Next(text.Length);
            switch (random.Next(5))
            {
                case 0:
                    text.Insert(position, Tokens[random.Next(Tokens.Length)]);
                    break;
                case 1:
                    text.Remove(position, Math.Min(random.Next(1, 20), text.Length - position));
                    break;
                case 2:
                    text[position] = (char)random.Next(9, 127);
                    break;
                case 3:
                    text.Length = Math.Max(1, position);
                    break;
                default:
                    text.Insert(position, text.ToString(position, Math.Min(random.Next(1, 40), text.Length - position)));
                    break;
            }
        }

        return text.ToString();
    }
}
