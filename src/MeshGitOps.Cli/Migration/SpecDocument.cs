using System.Text;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Cli.Migration;

/// <summary>The text of one spec as its author wrote it, comments included, with a few values changed.</summary>
internal sealed class SpecDocument
{
    private readonly SourceLocation _place;
    private readonly YamlNode? _root;
    private readonly List<(TextSpan Span, string Text)> _edits = [];

    /// <param name="place">The whole document (<c>SpecMetadata.Document</c>).</param>
    public SpecDocument(SourceLocation place)
    {
        _place = place;
        _root = YamlTreeBuilder.Build(place.Source).Value.Select(document => document.Root).FirstOrDefault(root => root.Span == place.Span);
    }

    /// <summary>Writes another value at the place of one.</summary>
    public void Replace(SourceLocation value, string text) => _edits.Add((value.Span, text));

    /// <summary>
    /// Adds a field in front of the others of a mapping. A mapping that is not there is added to <c>spec</c> with the field in it.
    /// </summary>
    /// <param name="parent">A field of <c>spec</c>, or null for <c>spec</c> itself.</param>
    /// <param name="field"><c>name: value</c>, in one line.</param>
    public void Add(string? parent, string field)
    {
        if ((_root as YamlMapping)?["spec"] is not YamlMapping { Entries.IsEmpty: false } spec)
        {
            return;
        }

        if (parent is null)
        {
            Insert(spec, field);
        }
        else if (spec[parent] is YamlMapping { Entries.IsEmpty: false } mapping)
        {
            Insert(mapping, field);
        }
        else if (spec[parent] is null)
        {
            Insert(spec, $"{parent}: {{{field}}}");
        }
    }

    /// <summary>The changed text with a line end, or null where a change broke it: an alias stands in the place of what was to be changed.</summary>
    public string? Write()
    {
        var text = new StringBuilder();
        var position = _place.Span.Start;
        foreach (var (span, replacement) in _edits.OrderBy(edit => edit.Span.Start))
        {
            if (span.Start < position || span.End > _place.Span.End)
            {
                return null;
            }

            text.Append(_place.Source.Text, position, span.Start - position).Append(replacement);
            position = span.End;
        }

        text.Append(_place.Source.Text, position, _place.Span.End - position);
        var result = text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd() + "\n";
        return YamlTreeBuilder.Build(new SourceText(_place.Path, result)).Diagnostics.IsEmpty ? result : null;
    }

    private void Insert(YamlMapping mapping, string field)
    {
        var first = mapping.Entries[0].Key.Span.Start;
        var text = _place.Source.Text;
        var line = text.LastIndexOf('\n', Math.Max(first - 1, 0)) + 1;
        var before = text[line..first];
        _edits.Add((new TextSpan(first, 0), string.IsNullOrWhiteSpace(before) ? $"{field}\n{before}" : $"{field}, "));
    }
}
