using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Fixes;

/// <summary>
/// A text after any number of rounds of edits, as pieces of the original and what was written between them:
/// so everything else stays to the byte, and the difference is known without a search.
/// </summary>
public sealed class EditedText
{
    private readonly ImmutableArray<Piece> _pieces;

    private EditedText(SourceText original, ImmutableArray<Piece> pieces)
    {
        Original = original;
        _pieces = pieces;
    }

    /// <summary>As the file holds it.</summary>
    public SourceText Original { get; }

    /// <summary>What differs, in order; the spans are of the original.</summary>
    public ImmutableArray<Replacement> Replacements
    {
        get
        {
            var replacements = ImmutableArray.CreateBuilder<Replacement>();
            var written = new StringBuilder();
            var end = 0;
            foreach (var piece in _pieces.Append(new Piece(new TextSpan(Original.Text.Length, 0), null)))
            {
                if (piece.Written is { } text)
                {
                    written.Append(text);
                    continue;
                }

                if (written.Length > 0 || piece.Kept.Start > end)
                {
                    replacements.Add(new Replacement(new TextSpan(end, piece.Kept.Start - end), written.ToString()));
                    written.Clear();
                }

                end = piece.Kept.End;
            }

            return replacements.DrainToImmutable();
        }
    }

    public static EditedText Of(SourceText original) =>
        new(original, [new Piece(new TextSpan(0, original.Text.Length), null)]);

    /// <param name="edits">Of the text as it is now: sorted, not overlapping, inside of it.</param>
    public EditedText With(ImmutableArray<Replacement> edits)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>(_pieces.Length + (2 * edits.Length));
        var rest = new Stack<Piece>(_pieces.Reverse());
        var position = 0;
        foreach (var (span, text) in edits)
        {
            Move(rest, span.Start - position, pieces);
            Move(rest, span.Length, into: null);
            pieces.Add(new Piece(default, text));
            position = span.End;
        }

        Move(rest, int.MaxValue, pieces);
        return new EditedText(Original, pieces.DrainToImmutable());
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var piece in _pieces)
        {
            _ = piece.Written is { } written ? text.Append(written) : text.Append(Original.Text, piece.Kept.Start, piece.Kept.Length);
        }

        return text.ToString();
    }

    /// <summary>The next <paramref name="length"/> units go into the list, or away.</summary>
    private static void Move(Stack<Piece> rest, int length, ImmutableArray<Piece>.Builder? into)
    {
        while (length > 0 && rest.TryPeek(out var piece))
        {
            if (piece.Length > length)
            {
                into?.Add(piece.First(length));
                rest.Pop();
                rest.Push(piece.After(length));
                return;
            }

            rest.Pop();
            into?.Add(piece);
            length -= piece.Length;
        }
    }

    /// <param name="Kept">A range of the original; of no meaning where something was written.</param>
    private readonly record struct Piece(TextSpan Kept, string? Written)
    {
        public int Length => Written?.Length ?? Kept.Length;

        public Piece First(int length) =>
            Written is null ? this with { Kept = Kept with { Length = length } } : this with { Written = Written[..length] };

        public Piece After(int length) =>
            Written is null ? this with { Kept = new TextSpan(Kept.Start + length, Kept.Length - length) } : this with { Written = Written[length..] };
    }
}

/// <summary>Another text for a range; an empty range inserts.</summary>
public sealed record Replacement(TextSpan Span, string NewText);
