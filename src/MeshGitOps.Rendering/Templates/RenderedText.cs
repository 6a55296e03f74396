using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Templates;

/// <summary>What a template rendered to, and for each place in it the place of the template that it comes from.</summary>
internal sealed class RenderedText
{
    private readonly Template _template;

    /// <summary>Sorted by <c>Start</c>.</summary>
    private readonly List<(int Start, TextSpan Place)> _pieces = [];

    public RenderedText(Template template, string marked)
    {
        _template = template;
        var text = new StringBuilder(marked.Length);
        var position = 0;
        while (position < marked.Length)
        {
            var mark = marked.IndexOf(TemplateMark.Begin, position);
            var end = mark < 0 ? marked.Length : mark;
            text.Append(marked, position, end - position);
            position = end;
            if (mark < 0)
            {
                break;
            }

            if (TemplateMark.Read(marked, mark) is var (number, next))
            {
                if (number < template.Parsed.Places.Length)
                {
                    _pieces.Add((text.Length, template.Parsed.Places[number]));
                }

                position = next;
            }
            else
            {
                // A value of a spec holds the character: YAML refuses it, or keeps it in quotes.
                text.Append(TemplateMark.Begin);
                position++;
            }
        }

        Source = new SourceText(template.Source.Path, text.ToString());
    }

    /// <summary>The output; its path is that of the template, its positions are its own.</summary>
    public SourceText Source { get; }

    /// <summary>Where <paramref name="offset"/> of the output comes from.</summary>
    public SourceLocation LocationOf(int offset)
    {
        var (low, high) = (0, _pieces.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _pieces[middle].Start <= offset ? (middle + 1, high) : (low, middle);
        }

        return low > 0 ? _template.Source.At(_pieces[low - 1].Place)
            : _pieces.Count > 0 ? _template.Source.At(_pieces[0].Place)
            : _template.Source.Start;
    }
}
