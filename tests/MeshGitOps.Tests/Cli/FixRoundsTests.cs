using System.Collections.Immutable;
using MeshGitOps.Cli;
using MeshGitOps.Cli.Fixing;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace;

namespace MeshGitOps.Tests.Cli;

/// <summary>The rounds over a check that is made up: every word 'bad' is a finding with a fix that the test chooses.</summary>
public sealed class FixRoundsTests
{
    private static readonly DiagnosticDescriptor Bad = new("MGO9999", "Bad", Severity.Error, "Bad.");

    [Fact]
    public void Makes_fixes_until_nothing_is_left()
    {
        var outcome = Run("a: bad1\nb: bad2\n", (source, offset) => Replace(source, offset, 4, "good"));

        Assert.Equal("a: good\nb: good\n", outcome.Files["a.yaml"].ToString());
        Assert.Equal(2, outcome.Applied.Length);
        Assert.Empty(outcome.After.Diagnostics);
        Assert.Empty(outcome.Problems);
    }

    [Fact]
    public void One_fix_can_show_the_next_mistake()
    {
        var outcome = Run("a: bad1\nb: ba+d2\n", (source, offset) => source.Text.IndexOf('+', StringComparison.Ordinal) is var plus and >= 0
            ? new SuggestedFix("Mend it.", FixSafety.Safe, [.. Replace(source, offset, 4, "good").Edits, .. Replace(source, plus, 1, "").Edits])
            : Replace(source, offset, 4, "good"));

        Assert.Equal("a: good\nb: good\n", outcome.Files["a.yaml"].ToString());
    }

    [Fact]
    public void Takes_back_a_fix_that_breaks_the_text_and_keeps_the_others()
    {
        var outcome = Run("a: bad1\n", (source, offset) => Replace(source, offset, 4, "[")); // Not YAML any more.

        Assert.Empty(outcome.Files);
        Assert.Empty(outcome.Applied);
        Assert.Equal(FixDiagnostics.Refused, Assert.Single(outcome.Problems).Descriptor);
    }

    [Fact]
    public void Takes_back_a_fix_that_puts_another_error_in_its_place()
    {
        var outcome = Run("a: bad1\nb: bad2\n", (source, offset) => Replace(source, offset, 4, source.Text[offset + 3] == '1' ? "bad3" : "good"));

        Assert.Equal("a: bad1\nb: good\n", outcome.Files["a.yaml"].ToString());
        Assert.Equal(FixDiagnostics.Refused, Assert.Single(outcome.Problems).Descriptor);
    }

    [Fact]
    public void Ends_though_a_fix_never_helps()
    {
        var runs = 0;
        var outcome = Run("a: bad1\n", (source, offset) => Replace(source, offset, 0, "x" + ++runs));

        Assert.True(runs < 10);
        Assert.InRange(outcome.Applied.Length, 0, FixRounds.MaxRounds);
    }

    [Fact]
    public void Makes_fixes_that_overlap_one_after_the_other_and_says_which_still_wait()
    {
        var text = $"a: {string.Concat(Enumerable.Range(1, FixRounds.MaxRounds + 1).Select(number => $"bad{number}"))}\n";

        var outcome = Run(text, (source, offset) => new SuggestedFix(
            "Mend it.",
            FixSafety.Safe,
            [new TextEdit(source.At(new TextSpan(0, 1)), "a"), new TextEdit(source.At(new TextSpan(offset, 4)), "good")]), isWhole: true);

        Assert.Equal(FixRounds.MaxRounds + 1, outcome.Applied.Length);

        var chained = Run(text, (source, offset) => new SuggestedFix(
            "Mend it.",
            FixSafety.Safe,
            [new TextEdit(source.At(new TextSpan(0, 1)), $"a{source.Text.Length}{offset}"), new TextEdit(source.At(new TextSpan(offset, 4)), "good")]));

        Assert.Equal(FixRounds.MaxRounds, chained.Applied.Length);
    }

    [Fact]
    public void Refuses_an_edit_outside_of_the_text()
    {
        var outcome = Run("a: bad1\n", (source, _) => Replace(source, 100, 4, "good"));

        Assert.Empty(outcome.Files);
        Assert.Contains("it lies outside of the text", Assert.Single(outcome.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Makes_only_what_is_wanted()
    {
        var outcome = new FixRounds(texts => Check("a: bad1\n", texts, (source, offset) => Replace(source, offset, 4, "good")), _ => false).Run();

        Assert.Empty(outcome.Files);
        Assert.Single(outcome.After.Diagnostics);
    }

    private static FixOutcome Run(string text, Func<SourceText, int, SuggestedFix> fix, bool isWhole = false) =>
        new FixRounds(texts => Check(text, texts, fix), finding => finding.Fix is not null || isWhole).Run();

    private static SuggestedFix Replace(SourceText source, int start, int length, string text) =>
        new("Mend it.", FixSafety.Safe, [new TextEdit(source.At(new TextSpan(start, length)), text)]);

    private static PipelineResult Check(
        string original,
        ImmutableSortedDictionary<string, Diagnosed<SourceText?>> texts,
        Func<SourceText, int, SuggestedFix> fix)
    {
        var source = texts.TryGetValue("a.yaml", out var changed) ? changed.Value! : new SourceText("a.yaml", original);
        var findings = new List<Diagnostic>();
        for (var offset = source.Text.IndexOf("bad", StringComparison.Ordinal); offset >= 0; offset = source.Text.IndexOf("bad", offset + 1, StringComparison.Ordinal))
        {
            findings.Add(Diagnostic.Create(Bad, source.At(new TextSpan(offset, 4)), $"'{source.Text[offset..(offset + 4)]}' is bad.") with { Fix = fix(source, offset) });
        }

        return new PipelineResult { Specs = new SpecSet(), Inventories = [], Diagnostics = DiagnosticOrder.Sort(findings) };
    }
}
