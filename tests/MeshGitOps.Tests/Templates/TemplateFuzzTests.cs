using System.Diagnostics;
using System.Globalization;
using MeshGitOps.Rendering.Templates;
using MeshGitOps.Tests.TestSupport;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Templates;

/// <summary>Mutated templates: nothing gets out but findings inside the template, and nothing gets in but its own folder.</summary>
public sealed class TemplateFuzzTests(ITestOutputHelper output)
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    private static readonly string[] Pieces =
    [
        "{{", "}}", "{{{", "}}}", "{", "}", "~", "{{~", "~}}", "\\{{", "{{!", "{{!--", "--}}", "{{#each cluster}}", "{{#each globalNamespaces}}", "{{#each hosts}}",
        "{{#if cluster}}", "{{#with cluster}}", "{{#unless model}}", "{{else}}", "{{else if model}}", "{{/each}}", "{{/if}}", "{{/with}}", "{{/unless}}",
        "{{cluster.name}}", "{{cluster.labels.[example.com/team]}}", "{{@root.cluster.name}}", "{{../cluster.name}}", "{{this}}", "{{@key}}", "{{@index}}",
        "{{json this}}", "{{yaml (json @root)}}", "{{indent 99 (json cluster)}}", "{{braces 'a'}}", "{{> a}}", "{{#*inline 'a'}}{{> a}}{{/inline}}", "{{lookup this 'a'}}",
        "{{name.Length}}", "{{globalNamespaces.Count}}", "\uFDD0", "\uFDD01\uFDD1", "\0", "\ud800", "---\n", "\n", "  ", "- ", ": ", "kind: Secret\n", "data: {a: b}\n",
        "name: ../../x\n", "namespace: a/b\n", "for: GlobalService\n", "clusters: {names: [b]}\n", "&a [*a]", "*a", "!!binary a", "[", "'", "\"", "#", "|",
    ];

    [Fact]
    public void No_template_throws_takes_long_or_leaves_its_folder()
    {
        var inputs = Number("MESHGITOPS_FUZZ_INPUTS") ?? 2000;
        var seed = Number("MESHGITOPS_FUZZ_SEED") ?? Environment.TickCount;
        output.WriteLine($"{inputs} inputs, MESHGITOPS_FUZZ_SEED={seed}");
        var bases = Directory.GetFiles(Repository.PathOf("templates"), "*.hbs").Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList();
        var rendered = 0;
        for (var index = 0; index < inputs; index++)
        {
            var random = new Random(unchecked(seed + (index * 7919)));
            var template = Mutate(bases[index % bases.Count], random);
            try
            {
                rendered += Check(template);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Input {index} of seed {seed} failed:\n{template}", exception);
            }
        }

        Assert.True(rendered > 0, "No mutated template rendered anything: they are broken too much to test more than the parser.");
    }

    /// <returns>The number of manifests.</returns>
    private static int Check(string template)
    {
        var watch = Stopwatch.StartNew();
        var (manifests, findings) = TemplateSample.Render(template);
        Assert.True(watch.Elapsed < MaxTime, $"It took {watch.Elapsed}.");
        foreach (var finding in findings)
        {
            Assert.Equal(TemplateSample.Path, finding.Location.Path);
            Assert.InRange(finding.Location.Span.Start, 0, template.Length);
            Assert.InRange(finding.Location.Span.End, finding.Location.Span.Start, template.Length);
            Assert.EndsWith(".", finding.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("template engine", finding.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", finding.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("System.", finding.Message, StringComparison.Ordinal);
        }

        foreach (var manifest in manifests)
        {
            Assert.Matches("^[a-z0-9.-]+$", manifest.Name);
            Assert.Matches("^[a-z0-9-]*$", manifest.Namespace ?? "");
            Assert.Matches("^[A-Za-z0-9]+$", manifest.Kind);
            var written = TemplateSample.Write(manifest);
            Assert.DoesNotContain(TemplateMark.Begin, written);
            Assert.DoesNotContain("System.Collections", written, StringComparison.Ordinal);
        }

        return manifests.Length;
    }

    internal static string Mutate(string text, Random random)
    {
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(text.Length + 1);
            text = random.Next(7) switch
            {
                0 => text[..at],
                1 => text.Remove(at, random.Next(Math.Min(20, text.Length - at) + 1)),
                2 => SwapLines(text, random),
                3 => text.Insert(at, string.Concat(Enumerable.Repeat(Pieces[random.Next(Pieces.Length)], random.Next(1, 30)))),
                _ => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
            };
        }

        return text;
    }

    private static string SwapLines(string text, Random random)
    {
        var lines = text.Split('\n');
        var (first, second) = (random.Next(lines.Length), random.Next(lines.Length));
        (lines[first], lines[second]) = (lines[second], lines[first]);
        return string.Join('\n', lines);
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
