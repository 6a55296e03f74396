using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns.Corefiles;

/// <summary>A block between our markers.</summary>
/// <param name="Span">From the start of the line of BEGIN to the end of END, without the line end after it.</param>
internal sealed record CorefileBlock(string GlobalNamespace, TextSpan Span);

/// <summary>Finds the comments that mark the part of a Corefile that is ours.</summary>
internal static class CorefileMarkers
{
    private const string BeginWord = "BEGIN meshgitops";
    private const string EndWord = "END meshgitops";
    private const string NameWord = " gns=";

    /// <summary>A hostile file holds forty thousand wrong markers; the first ones say enough.</summary>
    private const int MaxFindings = 20;

    public static string Begin(string globalNamespace) => $"# {BeginWord}{NameWord}{globalNamespace}";

    public static string End(string globalNamespace) => $"# {EndWord}{NameWord}{globalNamespace}";

    /// <summary>The blocks in reading order, or the findings about markers that do not pair; one wrong marker is reported once.</summary>
    public static Diagnosed<ImmutableArray<CorefileBlock>> Find(CorefileDocument document)
    {
        var bag = new DiagnosticBag();
        var blocks = ImmutableArray.CreateBuilder<CorefileBlock>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        (CorefileComment Comment, string Name)? open = null;
        foreach (var (comment, word, name) in MarkersOf(document))
        {
            if (name is null || !comment.IsAlone || IsInStanza(document, comment))
            {
                Report(comment, "must stand alone on a line outside of every server block, with ' gns=NAME' at its end");
            }
            else if (word == BeginWord)
            {
                if (open is { } outer)
                {
                    Report(comment, $"stands inside the block of '{outer.Name}'");
                }
                else
                {
                    open = (comment, name);
                }
            }
            else if (open is not { } begin || begin.Name != name)
            {
                Report(comment, $"has no '{Begin(name)}' before it");
            }
            else
            {
                open = null;
                if (!names.Add(name))
                {
                    Report(begin.Comment, "is there twice");
                }

                blocks.Add(new(name, new TextSpan(begin.Comment.LineStart, comment.Span.End - begin.Comment.LineStart)));
            }
        }

        if (open is { } unclosed)
        {
            Report(unclosed.Comment, $"has no '{End(unclosed.Name)}' after it");
        }

        return bag.With(blocks.DrainToImmutable());

        void Report(CorefileComment comment, string reason)
        {
            if (bag.Count < MaxFindings)
            {
                bag.Add(
                    DnsDiagnostics.CorefileMarkersWrong,
                    document.Source.At(comment.Span),
                    $"The marker '{Shown.Of(comment.Text.Trim())}' {reason}.",
                    "Restore the pair of markers, or remove both with what stands between them: it is rendered anew.");
            }
        }
    }

    /// <summary>The first comment that would be taken for one of our markers, paired or not.</summary>
    public static CorefileComment? First(CorefileDocument document)
    {
        foreach (var (comment, _, _) in MarkersOf(document))
        {
            return comment;
        }

        return null;
    }

    private static IEnumerable<(CorefileComment Comment, string Word, string? Name)> MarkersOf(CorefileDocument document)
    {
        foreach (var comment in document.Comments)
        {
            var text = comment.Text.AsSpan(1).Trim();
            var word = text.StartsWith(BeginWord, StringComparison.Ordinal) ? BeginWord
                : text.StartsWith(EndWord, StringComparison.Ordinal) ? EndWord
                : null;
            if (word is not null)
            {
                var rest = text[word.Length..];
                var name = rest.StartsWith(NameWord, StringComparison.Ordinal) ? rest[NameWord.Length..].Trim().ToString() : "";
                yield return (comment, word, name.Length is 0 or > 63 || name.Any(char.IsWhiteSpace) ? null : name);
            }
        }
    }

    /// <summary>Stanzas are in reading order and do not overlap, so the last one that begins before the comment decides.</summary>
    private static bool IsInStanza(CorefileDocument document, CorefileComment comment)
    {
        var low = 0;
        var high = document.Stanzas.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (document.Stanzas[middle].Span.Start < comment.Span.Start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low > 0 && document.Stanzas[low - 1].Span.End > comment.Span.Start;
    }
}
