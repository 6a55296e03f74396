using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Fixes;

/// <summary>The fixes of a run that can be made together: the first in order wins a place that two of them want.</summary>
/// <param name="Chosen">Findings whose fix is made, in their order.</param>
/// <param name="Overlapping">Findings that have to wait for another fix.</param>
/// <param name="Unsound">Findings with an edit outside of its text, inside of a character, or of a text that is not the one of the run.</param>
/// <param name="Edits">By path: sorted and not overlapping.</param>
public sealed record FixSelection(
    ImmutableArray<Diagnostic> Chosen,
    ImmutableArray<Diagnostic> Overlapping,
    ImmutableArray<Diagnostic> Unsound,
    ImmutableSortedDictionary<string, FileEdits> Edits)
{
    /// <param name="findings">In order; those without a fix are passed over.</param>
    public static FixSelection Of(IEnumerable<Diagnostic> findings)
    {
        var chosen = ImmutableArray.CreateBuilder<Diagnostic>();
        var overlapping = ImmutableArray.CreateBuilder<Diagnostic>();
        var unsound = ImmutableArray.CreateBuilder<Diagnostic>();
        var files = new Dictionary<string, FileDraft>(StringComparer.Ordinal);
        foreach (var finding in findings)
        {
            if (finding.Fix is not { } fix || fix.Edits.All(IsNothing))
            {
                continue;
            }

            var target = !fix.Edits.All(edit => IsSound(edit, files)) ? unsound
                : fix.Edits.All(edit => DraftOf(edit, files).Takes(edit)) && AreApart(fix.Edits) ? chosen
                : overlapping;
            target.Add(finding);
            if (target == chosen)
            {
                foreach (var edit in fix.Edits)
                {
                    DraftOf(edit, files).Add(edit);
                }
            }
        }

        return new FixSelection(
            chosen.DrainToImmutable(),
            overlapping.DrainToImmutable(),
            unsound.DrainToImmutable(),
            files.Where(file => file.Value.Edits.Count > 0).ToImmutableSortedDictionary(
                file => file.Key,
                file => new FileEdits(file.Value.Source, [.. file.Value.Edits]),
                StringComparer.Ordinal));
    }

    private static FileDraft DraftOf(TextEdit edit, Dictionary<string, FileDraft> files)
    {
        if (!files.TryGetValue(edit.Location.Path, out var draft))
        {
            files.Add(edit.Location.Path, draft = new FileDraft(edit.Location.Source));
        }

        return draft;
    }

    private static bool IsNothing(TextEdit edit) => edit.Location.Span.Length == 0 && edit.NewText.Length == 0;

    private static bool IsSound(TextEdit edit, Dictionary<string, FileDraft> files)
    {
        var (source, span) = edit.Location;
        return span.Start >= 0
            && span.Length >= 0
            && span.Start <= source.Text.Length - span.Length
            && !IsInsideCharacter(source.Text, span.Start)
            && !IsInsideCharacter(source.Text, span.End)
            && (ReferenceEquals(DraftOf(edit, files).Source, source) || DraftOf(edit, files).Source.Text == source.Text);
    }

    private static bool IsInsideCharacter(string text, int offset) =>
        offset > 0 && offset < text.Length && char.IsLowSurrogate(text[offset]) && char.IsHighSurrogate(text[offset - 1]);

    /// <summary>The edits of one fix among themselves; they are few.</summary>
    private static bool AreApart(ImmutableArray<TextEdit> edits)
    {
        for (var i = 0; i < edits.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (edits[i].Location.Path == edits[j].Location.Path && Collide(edits[i].Location.Span, edits[j].Location.Span))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Two that begin at one place collide even if they are empty: which of them would come first?</summary>
    private static bool Collide(TextSpan one, TextSpan other) =>
        one.Start == other.Start || (one.Start < other.End && other.Start < one.End);

    /// <summary>The edits of a file so far, sorted by where they begin.</summary>
    private sealed class FileDraft(SourceText source)
    {
        public SourceText Source { get; } = source;

        public List<Replacement> Edits { get; } = [];

        /// <summary>The same edit again, of another finding with the same cause, is none.</summary>
        public bool Takes(TextEdit edit)
        {
            var index = IndexOf(edit.Location.Span.Start);
            return Contains(index, edit)
                || ((index == Edits.Count || !Collide(Edits[index].Span, edit.Location.Span))
                    && (index == 0 || !Collide(Edits[index - 1].Span, edit.Location.Span)));
        }

        public void Add(TextEdit edit)
        {
            var index = IndexOf(edit.Location.Span.Start);
            if (!Contains(index, edit))
            {
                Edits.Insert(index, new Replacement(edit.Location.Span, edit.NewText));
            }
        }

        private bool Contains(int index, TextEdit edit) =>
            index < Edits.Count && Edits[index].Span == edit.Location.Span && Edits[index].NewText == edit.NewText;

        /// <summary>The first that begins at the offset or behind it.</summary>
        private int IndexOf(int start)
        {
            var (low, high) = (0, Edits.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = Edits[middle].Span.Start < start ? (middle + 1, high) : (low, middle);
            }

            return low;
        }
    }
}

/// <summary>The edits of one file of a run.</summary>
/// <param name="Source">What their spans are of.</param>
/// <param name="Edits">Sorted and not overlapping.</param>
public sealed record FileEdits(SourceText Source, ImmutableArray<Replacement> Edits)
{
    /// <summary>Where each edit's text lies when all of them are made.</summary>
    public ImmutableArray<TextSpan> SpansAfter
    {
        get
        {
            var spans = ImmutableArray.CreateBuilder<TextSpan>(Edits.Length);
            var moved = 0;
            foreach (var (span, text) in Edits)
            {
                spans.Add(new TextSpan(span.Start + moved, text.Length));
                moved += text.Length - span.Length;
            }

            return spans.DrainToImmutable();
        }
    }
}
