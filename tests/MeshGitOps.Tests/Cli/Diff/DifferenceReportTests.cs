using System.Text.RegularExpressions;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Rendering.Differences;
using MeshGitOps.Tests.Cli.Reporting;
using MeshGitOps.Tests.Differences;

namespace MeshGitOps.Tests.Cli.Diff;

public sealed class DifferenceReportTests
{
    private const string Secret = """
        apiVersion: v1
        kind: Secret
        metadata: {name: a, namespace: b, annotations: {last: hunter1}, labels: {app: shop}}
        data: {password: hunter1}
        stringData: {other: hunter1}

        """;

    [Fact]
    public void Markdown_is_cut_at_the_limit_with_a_count_of_what_is_cut()
    {
        var fleet = Compared.Of(
            [],
            [.. Enumerable.Range(0, 3_000).Select(i => ($"clusters/c{i % 40}/o{i}.yaml", Object($"object-with-a-long-name-{i}")))]);

        var text = DifferenceMarkdown.Of(new ReportedDifference("rendered/", fleet, [], []));

        Assert.InRange(text.Length, DifferenceMarkdown.MaxLength * 8 / 10, DifferenceMarkdown.MaxLength);
        var shown = Regex.Count(text, "\n\\+ ConfigMap ");
        Assert.Contains($"Not shown here, for want of room: {3_000 - shown:N0} objects and files. ", text, StringComparison.Ordinal);
        Assert.Equal(Regex.Count(text, "<details>"), Regex.Count(text, "</details>"));
    }

    [Fact]
    public void Markdown_is_cut_wherever_the_length_comes_from()
    {
        var many = Enumerable.Range(0, 20_000).ToList();
        var lines = string.Concat(many.Select(i => $"line {i} of a long file\n"));
        var hosts = string.Concat(many.Select(i => $"---\n{Entry($"host-{i}.example.com")}"));
        var lockLines = many.Select(i => new LockChange($"h{i}.example.com", null, "240.0.0.1"));

        Assert.All(
            [
                new ReportedDifference("x", Compared.Of([], [("clusters/west/a.yaml", hosts)]), [], []),
                new ReportedDifference("x", Compared.Of([], [.. many.Take(4_000).Select(i => ($"clusters/c{i}/a.yaml", Object("a")))]), [], []),
                new ReportedDifference("x", Compared.Of([], []), [.. lockLines], []),
                new ReportedDifference(new string('x', 100_000), Compared.Of([], []), [], []),
            ],
            difference =>
            {
                var text = DifferenceMarkdown.Of(difference);
                Assert.InRange(text.Length, 1, DifferenceMarkdown.MaxLength);
                Assert.True(difference.Against.Length > 1 || text.Contains("Not shown here, for want of room: ", StringComparison.Ordinal));
            });
    }

    [Fact]
    public void A_large_file_does_not_keep_the_others_out_of_Markdown()
    {
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i} of a long file\n"));

        var text = DifferenceMarkdown.Of(new ReportedDifference("x", Compared.Of([], [(".meshgitops/west/Corefile", lines), (".meshgitops/west/Other", "a\n")]), [], []));

        Assert.Contains("\n+   line 59 of a long file\n#   ... and 19,940 more lines\n+ .meshgitops/west/Other\n+   a\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_names_and_values_forge_nothing_in_any_format()
    {
        foreach (var text in ReportSamples.HostileTexts)
        {
            var quoted = System.Text.Json.JsonSerializer.Serialize(string.Concat(text.EnumerateRunes()));
            var fleet = Compared.Of(
                [("clusters/west/a.yaml", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\ndata: {{k: {quoted}, {quoted}: v}}\n")],
                [
                    ("clusters/west/a.yaml", $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\ndata: {{k: v, {quoted}: w}}\n"),
                    ("clusters/west/b.yaml", $"apiVersion: v1\nkind: {quoted}\nmetadata: {{name: {quoted}, namespace: {quoted}}}\n"),
                    ("clusters/west/c.yaml", Entry(quoted)),
                    (".meshgitops/west/d", text),
                ]);
            var difference = new ReportedDifference(text, fleet, [new LockChange(text, text, null)], []);

            var plain = ReportOutputs.TextOf(writer => DifferenceText.Write(writer, TextStyle.Plain, int.MaxValue, difference));
            var unified = ReportOutputs.TextOf(writer => DifferenceUnified.Write(writer, TextStyle.Plain, difference));
            var markdown = DifferenceMarkdown.Of(difference);
            Assert.All([plain, unified, markdown], AssertHarmless);
            Assert.All(DifferenceJson.Of(difference), character => Assert.True(character is '\n' or >= ' ' and <= '~'));

            // Outside of the folded fences, no markup of its own and no line that begins with a command.
            var open = Regex.Replace(markdown, "\n(`{3,})diff\n.*?\n\\1\n", "\n", RegexOptions.Singleline);
            Assert.DoesNotContain("<script", open, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", open, StringComparison.Ordinal);
            Assert.DoesNotContain("](https://", open, StringComparison.Ordinal);
            Assert.DoesNotContain("@somebody", open, StringComparison.Ordinal);
            Assert.DoesNotContain("```", open, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_run_of_backticks_does_not_end_the_fence()
    {
        var fleet = Compared.Of([], [(".meshgitops/west/d", "```\n</details>\n# forged\n")]);

        var markdown = DifferenceMarkdown.Of(new ReportedDifference("x", fleet, [], []));

        Assert.Contains("\n````diff\n+ .meshgitops/west/d\n+   ```\n+   </details>\n+   # forged\n````\n\n</details>\n", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_contents_of_a_Secret_are_never_shown()
    {
        Assert.All(
            [
                Compared.Of([], [("clusters/west/a.yaml", Secret)]),
                Compared.Of([("clusters/west/a.yaml", Secret)], []),
                Compared.Of([("clusters/west/a.yaml", Secret)], [("clusters/west/a.yaml", Secret.Replace("hunter1", "hunter2", StringComparison.Ordinal))]),
                Compared.Of([("clusters/west/a.yaml", Secret)], [("clusters/west/a.yaml", Secret.Replace("password: hunter1", "token: hunter2", StringComparison.Ordinal))]),
                Compared.Of([("clusters/west/a.yaml", Secret.Replace("data: {password: hunter1}", "data: {password: \"hunter1\\nhunter1\"}", StringComparison.Ordinal))], [("clusters/west/a.yaml", Secret)]),
                Compared.Of([("clusters/west/a.yaml", Secret + "broken: [\n")], [("clusters/west/a.yaml", Secret.Replace("hunter1", "hunter2", StringComparison.Ordinal))]),
            ],
            fleet =>
            {
                var text = All(new ReportedDifference("x", fleet, [], []));
                Assert.DoesNotContain("hunter", text, StringComparison.Ordinal);
                Assert.Contains("***", text, StringComparison.Ordinal);
            });
    }

    [Fact]
    public void Credentials_in_values_and_lines_are_never_shown()
    {
        const string url = "https://user:hunter1@git.example.com/x";
        var fleet = Compared.Of(
            [("clusters/west/a.yaml", Object("a", url)), (".meshgitops/west/d", $"a {url}\n")],
            [("clusters/west/a.yaml", Object("a", "y")), (".meshgitops/west/d", "b ghp_hunter10123456789\n")]);

        Assert.DoesNotContain("hunter", All(new ReportedDifference(url, fleet, [], [])), StringComparison.Ordinal);
    }

    private static string All(ReportedDifference difference) =>
        ReportOutputs.TextOf(writer => DifferenceText.Write(writer, TextStyle.Plain, int.MaxValue, difference))
        + ReportOutputs.TextOf(writer => DifferenceUnified.Write(writer, TextStyle.Plain, difference))
        + DifferenceMarkdown.Of(difference)
        + DifferenceJson.Of(difference);

    private static void AssertHarmless(string text)
    {
        Assert.All(text, character => Assert.True(character == '\n' || !char.IsControl(character), $"U+{(int)character:X4}"));
        Assert.DoesNotContain("##[", text, StringComparison.Ordinal);
        Assert.DoesNotContain("##vso[", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Split('\n'), line => line.StartsWith("::", StringComparison.Ordinal));
    }

    private static string Object(string name, string value = "v") => $$"""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: {{name}}}
        data: {k: "{{value}}"}

        """;

    private static string Entry(string host) => $$"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: {{host}}}
        spec: {hosts: [{{host}}]}

        """;
}
