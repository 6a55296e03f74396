using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.TestSupport;

/// <summary>
/// A source in which a test marks the places it speaks of: <c>port: [|70000|]</c>.
/// Marks may be nested; they are numbered by where they open.
/// </summary>
internal sealed class MarkedSource
{
    private MarkedSource(SourceText source, ImmutableArray<TextSpan> spans)
    {
        Source = source;
        Spans = spans;
    }

    /// <summary>The text without the marks.</summary>
    public SourceText Source { get; }

    /// <summary>The marked ranges of <see cref="Source"/>.</summary>
    public ImmutableArray<TextSpan> Spans { get; }

    public string Text => Source.Text;

    public static MarkedSource Parse(string markup, string path = "mesh.yaml")
    {
        var text = new StringBuilder(markup.Length);
        var spans = new List<TextSpan>();
        var open = new Stack<int>();
        for (var i = 0; i < markup.Length; i++)
        {
            if (markup.AsSpan(i).StartsWith("[|"))
            {
                open.Push(spans.Count);
                spans.Add(new TextSpan(text.Length, 0));
                i++;
            }
            else if (markup.AsSpan(i).StartsWith("|]"))
            {
                var index = open.Pop();
                spans[index] = spans[index] with { Length = text.Length - spans[index].Start };
                i++;
            }
            else
            {
                text.Append(markup[i]);
            }
        }

        Assert.Empty(open);
        return new MarkedSource(new SourceText(path, text.ToString()), [.. spans]);
    }

    /// <summary>
    /// Each finding of this source, in order of place, lies at exactly one mark and has the message of the same number.
    /// Findings of other sources are the test's own business.
    /// </summary>
    public void AssertFindings(IEnumerable<Diagnostic> diagnostics, params string[] messages)
    {
        var own = DiagnosticOrder.Sort(diagnostics).Where(diagnostic => diagnostic.Location.Path == Source.Path).ToList();
        Assert.Equal(messages, own.Select(diagnostic => diagnostic.Message));
        AssertPlaces(own);
    }

    /// <summary>The findings of this source lie at the marks, one each, whatever they say.</summary>
    public void AssertPlaces(IEnumerable<Diagnostic> diagnostics) =>
        Assert.Equal(
            Spans.Select(Show),
            DiagnosticOrder.Sort(diagnostics)
                .Where(diagnostic => diagnostic.Location.Path == Source.Path)
                .Select(diagnostic => Show(diagnostic.Location.Span)));

    private string Show(TextSpan span)
    {
        var position = Source.PositionOf(span.Start);
        return $"{position.Line}:{position.Column} '{Source.Text.Substring(span.Start, span.Length)}'";
    }
}
