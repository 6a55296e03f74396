using System.Collections.Immutable;
using System.Diagnostics;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Diagnostics;

public sealed class FingerprintsTests
{
    private const string Port = "ports:\n- name: catalog\n  port: 8080\n";

    private static readonly DiagnosticDescriptor Descriptor = new("MGO9999", "A test finding", Severity.Error, "Only in tests.");

    /// <summary><c>printf 'MGO9999\n6\na.yaml\n- name: catalog\ncatalog\n0' | sha256sum | cut -c1-32</c></summary>
    [Fact]
    public void Is_32_hexadecimal_digits_that_never_change_between_versions() =>
        Assert.Equal("feac957d5445af12cd7659c9768dd3d7", Of(Port));

    [Theory]
    [InlineData("# a comment\n\n" + Port)]
    [InlineData("ports:\n    -  name:   catalog\n       port: 8080\n")]
    [InlineData("ports:\r\n- name: catalog\r\n  port: 8080\r\n")]
    [InlineData("ports:\n- name: catalog # meshgitops: allow MGO9999\n  port: 8080\n")]
    public void Stays_where_lines_move_are_indented_or_get_a_comment(string text) => Assert.Equal(Of(Port), Of(text));

    [Fact]
    public void Stays_where_the_message_is_worded_anew() =>
        Assert.Equal(
            Fingerprints.Of([At("a.yaml", Port, "catalog", "Old.")])[0],
            Fingerprints.Of([At("a.yaml", Port, "catalog", "New.")])[0]);

    [Fact]
    public void Changes_with_the_id_the_path_the_line_and_the_span()
    {
        var other = Descriptor with { Id = "MGO9998" };
        ImmutableArray<string> all =
        [
            Of(Port),
            Fingerprints.Of([At("a.yaml", Port, "catalog", "No.") with { Descriptor = other }])[0],
            Fingerprints.Of([At("b.yaml", Port, "catalog", "No.")])[0],
            Of(Port.Replace("- name", "- title", StringComparison.Ordinal)),
            Fingerprints.Of([At("a.yaml", Port, "name: catalog", "No.")])[0],
        ];

        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void A_path_with_line_ends_is_not_taken_for_other_parts()
    {
        var first = At("a\nb", "x\nb", "b", "No.");
        var second = At("a", "b\nx\nb", "b", "No.");

        Assert.NotEqual(Fingerprints.Of([first]), Fingerprints.Of([second]));
    }

    [Fact]
    public void Those_that_are_alike_are_counted_so_that_one_less_leaves_the_others()
    {
        var text = Port + Port + Port;
        var first = text.IndexOf("catalog", StringComparison.Ordinal);
        ImmutableArray<Diagnostic> three =
            [.. Enumerable.Range(0, 3).Select(i => Finding("a.yaml", text, first + (i * Port.Length), 7, "No."))];

        var before = Fingerprints.Of(three);
        var after = Fingerprints.Of(three[1..]);

        Assert.Equal(3, before.Distinct().Count());
        Assert.Equal([.. before[..2]], after.ToArray());
    }

    [Fact]
    public void A_change_far_into_a_large_object_leaves_it_the_same()
    {
        var text = "kind: Service\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"field{i}: value\n"));
        var changed = text.Replace("field99: value", "field99: other", StringComparison.Ordinal);

        Assert.Equal(
            Fingerprints.Of([Finding("a.yaml", text, 0, text.Length, "No.")])[0],
            Fingerprints.Of([Finding("a.yaml", changed, 0, changed.Length, "No.")])[0]);
    }

    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("ab", 99, 99)]
    [InlineData("ab", -1, int.MaxValue)]
    [InlineData("\ud800#", 0, 2)]
    public void Takes_any_span_of_any_text(string text, int start, int length) =>
        Assert.Equal(Fingerprints.Length, Fingerprints.Of([Finding("a.yaml", text, start, length, "No.")])[0].Length);

    [Fact]
    public void Many_findings_in_one_line_of_megabytes_take_no_time()
    {
        var source = new SourceText("a.json", new string('x', 8_000_000));
        ImmutableArray<Diagnostic> findings =
            [.. Enumerable.Range(0, 5_000).Select(i => Diagnostic.Create(Descriptor, source.At(new TextSpan(i * 1_000, 500_000)), "No."))];

        var watch = Stopwatch.StartNew();
        var fingerprints = Fingerprints.Of(findings);

        Assert.Equal(5_000, fingerprints.Distinct().Count());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
    }

    private static string Of(string text) => Fingerprints.Of([At("a.yaml", text, "catalog", "No.")])[0];

    private static Diagnostic At(string path, string text, string marked, string message) =>
        Finding(path, text, text.IndexOf(marked, StringComparison.Ordinal), marked.Length, message);

    private static Diagnostic Finding(string path, string text, int start, int length, string message) =>
        Diagnostic.Create(Descriptor, new SourceText(path, text).At(new TextSpan(start, length)), message);
}
