using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Fixes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Fixes;

public sealed class FixSelectionTests
{
    private static readonly SourceText Source = new("a.yaml", "0123456789 \U0001F600");
    private static readonly SourceText Other = new("b.yaml", "0123456789");

    [Theory]
    [InlineData(0, 3, 3, 2, true)]
    [InlineData(0, 3, 2, 2, false)]
    [InlineData(2, 2, 0, 3, false)]
    [InlineData(0, 5, 2, 0, false)]
    [InlineData(0, 5, 5, 0, true)]
    [InlineData(4, 0, 4, 0, false)]
    [InlineData(4, 0, 4, 2, false)]
    public void The_first_wins_a_place_that_two_want(int start, int length, int otherStart, int otherLength, bool areBothChosen)
    {
        var one = Finding("one", Edit(start, length, "x"));
        var other = Finding("other", Edit(otherStart, otherLength, "y"));

        var selection = FixSelection.Of([one, other]);

        Assert.Equal(areBothChosen ? [one, other] : [one], selection.Chosen.ToArray());
        Assert.Equal(areBothChosen ? [] : [other], selection.Overlapping.ToArray());
        var starts = selection.Edits["a.yaml"].Edits.Select(edit => edit.Span.Start).ToList();
        Assert.Equal(starts.Order(), starts);
    }

    [Fact]
    public void The_same_edit_of_two_findings_is_made_once()
    {
        var selection = FixSelection.Of([Finding("one", Edit(1, 2, "x")), Finding("two", Edit(1, 2, "x"))]);

        Assert.Equal(2, selection.Chosen.Length);
        Assert.Single(selection.Edits["a.yaml"].Edits);
    }

    [Fact]
    public void A_fix_of_two_files_is_made_whole_or_not_at_all()
    {
        var first = Finding("first", Edit(1, 2, "x"));
        var whole = Finding("whole", new TextEdit(Other.At(new TextSpan(0, 1)), "z"), Edit(2, 2, "y"));

        var selection = FixSelection.Of([first, whole]);

        Assert.Equal([whole], selection.Overlapping.ToArray());
        Assert.False(selection.Edits.ContainsKey("b.yaml"));
    }

    [Fact]
    public void Refuses_edits_that_cannot_be_of_the_text()
    {
        Diagnostic[] findings =
        [
            Finding("behind the end", Edit(10, 99, "x")),
            Finding("before the start", Edit(-1, 1, "x")),
            Finding("negative", Edit(1, -1, "x")),
            Finding("too far", Edit(int.MaxValue, int.MaxValue, "x")),
            Finding("inside a character", Edit(12, 1, "x")),
            Finding("sound", Edit(1, 1, "x")),
            Finding("another text", new TextEdit(new SourceText("a.yaml", "other").At(new TextSpan(0, 1)), "x")),
        ];

        var selection = FixSelection.Of(findings);

        Assert.Equal(["sound"], selection.Chosen.Select(finding => finding.Message));
        Assert.Equal(findings.Length - 1, selection.Unsound.Length);
    }

    [Fact]
    public void Passes_over_what_changes_nothing()
    {
        var selection = FixSelection.Of([Finding("none"), Finding("empty", Edit(1, 0, ""))]);

        Assert.Empty(selection.Chosen);
        Assert.Empty(selection.Edits);
    }

    [Fact]
    public void Knows_where_its_texts_lie_afterwards()
    {
        var selection = FixSelection.Of([Finding("one", Edit(1, 2, "abcd")), Finding("two", Edit(5, 0, "ef"))]);

        Assert.Equal([new TextSpan(1, 4), new TextSpan(7, 2)], selection.Edits["a.yaml"].SpansAfter.ToArray());
    }

    private static TextEdit Edit(int start, int length, string text) => new(Source.At(new TextSpan(start, length)), text);

    private static Diagnostic Finding(string message, params TextEdit[] edits) =>
        Diagnostic.Create(new DiagnosticDescriptor("MGO9999", "Test", Severity.Error, "Test."), Source.Start, message) with
        {
            Fix = new SuggestedFix("Mend it.", FixSafety.Safe, [.. edits]),
        };
}
