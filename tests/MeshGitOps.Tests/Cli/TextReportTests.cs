using System.Collections.Immutable;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Cli;

public sealed class TextReportTests
{
    private static readonly DiagnosticDescriptor Descriptor =
        new("MGO9999", "A test finding", Severity.Error, "Only in tests.");

    [Fact]
    public void Draws_the_line_the_span_the_other_place_and_the_cure()
    {
        var source = new SourceText("mesh/acme.yaml", "a: 1\nname: catalog\nb: 2\n");
        var other = new SourceText("mesh/other.yaml", new string('\n', 11) + "  name: catalog");
        var finding = Diagnostic.Create(
            Descriptor,
            At(source, "catalog"),
            "The name 'catalog' is taken.",
            "Choose another name.",
            new RelatedLocation(At(other, "catalog"), "taken here"));

        Assert.Equal(
            """
            error[MGO9999]: The name 'catalog' is taken.
              --> ../mesh/acme.yaml:2:7
               |
             2 | name: catalog
               |       ^^^^^^^
              ::: ../mesh/other.yaml:12:9
               |
            12 |   name: catalog
               |         ------- taken here
               = help: Choose another name.


            """,
            Report(finding));
    }

    [Fact]
    public void Puts_the_underline_under_the_span_behind_tabs_and_wide_characters()
    {
        var source = new SourceText("a.yaml", "\t名前: é🚀 [bad]");

        var lines = Report(Diagnostic.Create(Descriptor, At(source, "[bad]"), "No.")).Split('\n');

        Assert.Equal("1 |     名前: é🚀 [bad]", lines[3]);
        Assert.Equal("  |               ^^^^^", lines[4]);
    }

    [Fact]
    public void Hides_a_password_in_the_line_it_shows()
    {
        var source = new SourceText("a.yaml", "url: https://user:hunter2@shop.example.org [bad]");

        var lines = Report(Diagnostic.Create(Descriptor, At(source, "[bad]"), "No.")).Split('\n');

        Assert.Equal("1 | url: https://************@shop.example.org [bad]", lines[3]);
        Assert.Equal("  | " + new string(' ', 43) + "^^^^^", lines[4]);
    }

    [Fact]
    public void Shows_a_window_of_a_very_long_line()
    {
        var source = new SourceText("a.json", new string('x', 5_000_000) + "[bad]" + new string('y', 5_000_000));

        var lines = Report(Diagnostic.Create(Descriptor, At(source, "[bad]"), "No.")).Split('\n');

        Assert.Equal("1 | …" + new string('x', 40) + "[bad]" + new string('y', 74) + "…", lines[3]);
        Assert.Equal("  | " + new string(' ', 41) + "^^^^^", lines[4]);
    }

    [Theory]
    [InlineData("\n", 0, 0, "1 |", "  | ^")]
    [InlineData("ab", 2, 0, "1 | ab", "  |   ^")]
    [InlineData("ab", 99, 99, "1 | ab", "  |   ^")]
    [InlineData("ab", 0, int.MaxValue, "1 | ab", "  | ^^")]
    [InlineData("ab\r\ncd", 1, 4, "1 | ab", "  |  ^")]
    [InlineData("ab\n", 3, 1, "2 |", "  | ^")]
    public void Draws_spans_at_and_over_the_end_of_a_line(string text, int start, int length, string line, string underline)
    {
        var source = new SourceText("a.yaml", text);

        var lines = Report(Diagnostic.Create(Descriptor, source.At(new TextSpan(start, length)), "No.")).Split('\n');

        Assert.Equal(line, lines[3]);
        Assert.Equal(underline, lines[4]);
    }

    [Fact]
    public void Names_only_the_file_where_there_is_no_text() =>
        Assert.Equal(
            "error[MGO9999]: It is gone.\n --> ../a.yaml\n  = help: Bring it back.\n\n",
            Report(Diagnostic.Create(Descriptor, new SourceText("a.yaml", "").Start, "It is gone.", "Bring it back.")));

    [Fact]
    public void Never_passes_on_an_escape_sequence_from_a_file()
    {
        const string Evil = "\u001b]0;x\u0007\u009b31m\n::set-output name=a::b";
        var source = new SourceText($"a{Evil}.yaml", $"name: {Evil}");
        var finding = Diagnostic.Create(
            Descriptor, source.Start, $"'{Evil}' is bad.", $"Remove '{Evil}'.", new RelatedLocation(source.Start, Evil));

        var report = Report(finding);

        Assert.DoesNotContain(report, character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain(report.Split('\n'), line => line.TrimStart().StartsWith("::set", StringComparison.Ordinal));
    }

    [Fact]
    public void Colours_by_severity()
    {
        var source = new SourceText("a.yaml", "a: 1");
        var warning = Diagnostic.Create(Descriptor with { Severity = Severity.Warning }, source.Start, "No.");
        using var writer = new StringWriter { NewLine = "\n" };

        new TextReport(writer, TextStyle.Colored, path => path).Write(warning);

        Assert.StartsWith("\u001b[1;33mwarning[MGO9999]\u001b[0m: \u001b[1mNo.\u001b[0m\n", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_the_worst_and_counts_the_rest()
    {
        var source = new SourceText("a.yaml", "a: 1\nb: 2\nc: 3\n");
        var warning = new DiagnosticDescriptor("some-rule", "Some rule", Severity.Warning, "");
        ImmutableArray<Diagnostic> findings =
        [
            Diagnostic.Create(warning, source.Start, "First."),
            Diagnostic.Create(warning, source.Start, "Second."),
            Diagnostic.Create(Descriptor, At(source, "c"), "Third."),
            Diagnostic.Create(Descriptor, At(source, "b"), "Fourth."),
        ];
        using var writer = new StringWriter { NewLine = "\n" };

        new TextReport(writer, TextStyle.Plain, path => path).Write(FindingSelection.Of(findings, 1));

        var report = writer.ToString();
        Assert.Contains("error[MGO9999]: Third.", report, StringComparison.Ordinal);
        Assert.DoesNotContain("First.", report, StringComparison.Ordinal);
        Assert.EndsWith(
            """
            ... and 3 more findings (--all shows them):
                   1 x error[MGO9999] A test finding
                   2 x warning[some-rule] Some rule


            """,
            report,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_order_of_the_files_where_all_fit()
    {
        var source = new SourceText("a.yaml", "a: 1\n");
        ImmutableArray<Diagnostic> findings =
        [
            Diagnostic.Create(Descriptor with { Severity = Severity.Info }, source.Start, "First."),
            Diagnostic.Create(Descriptor, source.Start, "Second."),
        ];

        var selection = FindingSelection.Of(findings, 2);

        Assert.Equal(findings, selection.Shown);
        Assert.Empty(selection.Hidden);
    }

    private static string Report(Diagnostic finding)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new TextReport(writer, TextStyle.Plain, path => "../" + path).Write(finding);
        return writer.ToString();
    }

    private static SourceLocation At(SourceText source, string text) =>
        source.At(new TextSpan(source.Text.IndexOf(text, StringComparison.Ordinal), text.Length));
}
