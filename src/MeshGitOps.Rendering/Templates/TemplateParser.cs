using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Templates;

/// <summary>
/// Reads the tags of a template and writes the template anew for the engine. A mistake in an expression does not end the
/// reading; one in the structure (a tag or block without its end) does, since all after it would be guessed.
/// </summary>
internal sealed class TemplateParser
{
    private const string Open = "{{";
    private const string Close = "}}";
    private static readonly string[] Blocks = ["each", "if", "unless", "with"];

    private readonly SourceText _source;
    private readonly DiagnosticBag _bag;
    private readonly StringBuilder _text = new();
    private readonly ImmutableArray<TextSpan>.Builder _places = ImmutableArray.CreateBuilder<TextSpan>();
    private readonly List<TemplateLoop> _loops = [];
    private readonly ExpressionReader _expressions;
    private readonly Stack<Block> _blocks = new();
    private int _depth;
    private int _tags;
    private int _position;

    private TemplateParser(SourceText source, int start, DiagnosticBag bag)
    {
        _source = source;
        _bag = bag;
        _position = start;
        _expressions = new ExpressionReader(source, bag);
    }

    /// <summary>Null, with findings, where the template cannot be rendered.</summary>
    /// <param name="start">Where the text after the front matter begins.</param>
    public static ParsedTemplate? Parse(SourceText source, int start, DiagnosticBag bag)
    {
        var before = bag.Count;
        var parser = new TemplateParser(source, start, bag);
        parser.ReadAll();
        return bag.Count > before
            ? null
            : new ParsedTemplate(parser._text.ToString(), parser._places.ToImmutable(), [.. parser._loops], parser._expressions.References);
    }

    private void ReadAll()
    {
        var text = _source.Text;
        var reserved = text.AsSpan().IndexOfAny(TemplateMark.Begin, TemplateMark.End);
        if (reserved >= 0)
        {
            Report(new TextSpan(reserved, 1), "The character is reserved by Unicode and may not stand in a template.", null);
            return;
        }

        while (true)
        {
            var open = text.IndexOf(Open, _position, StringComparison.Ordinal);
            AddStatic(_position, open < 0 ? text.Length : open);
            if (open < 0)
            {
                break;
            }

            if (!ReadTag(open) || _bag.Count >= TemplateLimits.Findings)
            {
                return;
            }
        }

        if (_blocks.TryPeek(out var block))
        {
            Report(block.Span, $"The block '#{block.Name}' is not closed.", $"Write '{{{{/{block.Name}}}}}' where it ends.");
        }
    }

    /// <summary>Text outside of tags, with a mark before the visible part of each line.</summary>
    private void AddStatic(int start, int end)
    {
        var text = _source.Text;
        while (start < end)
        {
            var newLine = text.IndexOf('\n', start, end - start);
            var next = newLine < 0 ? end : newLine + 1;
            var line = text.AsSpan(start, next - start);
            var visible = line.IndexOfAnyExcept(" \t\r\n");
            if (visible >= 0)
            {
                _text.Append(line[..visible]);
                Mark(new TextSpan(start + visible, line.TrimEnd().Length - visible));
                _text.Append(line[visible..]);
            }
            else
            {
                _text.Append(line);
            }

            start = next;
        }
    }

    /// <summary>False where the rest cannot be read.</summary>
    private bool ReadTag(int start)
    {
        var text = _source.Text;
        if (++_tags > TemplateLimits.Tags)
        {
            _bag.Add(
                TemplateDiagnostics.Limit,
                _source.At(new TextSpan(start, Open.Length)),
                string.Create(CultureInfo.InvariantCulture, $"The template has more than {TemplateLimits.Tags} tags."),
                "Split it.");
            return false;
        }

        if (start > 0 && text[start - 1] == '\\')
        {
            return Report(new TextSpan(start - 1, 3), "A backslash does not escape a tag.", "Write '{{braces \"pod\"}}' for '{{pod}}' in the output.");
        }

        _position = start + Open.Length;
        var trimsBefore = Accept('~');
        if (Current == '!')
        {
            return ReadComment(start, trimsBefore);
        }

        var end = FindClose(_position);
        if (end is not { } close)
        {
            return Report(new TextSpan(start, Open.Length), "The tag is not closed.", "Write '}}' in the same line, and quote texts with '\"'.");
        }

        var trimsAfter = text[close - 1] == '~';
        var span = new TextSpan(start, close + Close.Length - start);
        var content = new TextSpan(_position, Math.Max(0, close - (trimsAfter ? 1 : 0) - _position));
        _position = span.End;
        if (_position < text.Length && text[_position] == '}')
        {
            return Report(new TextSpan(start, span.Length + 1), "Three braces stand together.", "Put a space between the tag and the brace; nothing is escaped.");
        }

        return ReadContent(span, content, trimsBefore, trimsAfter);
    }

    private bool ReadComment(int start, bool trimsBefore)
    {
        var text = _source.Text;
        var isLong = string.CompareOrdinal(text, _position, "!--", 0, 3) == 0;
        var end = text.IndexOf(isLong ? "--" : Close, _position + (isLong ? 3 : 1), StringComparison.Ordinal);
        while (isLong && end >= 0 && !IsEndOfComment(text.AsSpan(end)))
        {
            end = text.IndexOf("--", end + 1, StringComparison.Ordinal);
        }

        if (end < 0)
        {
            return Report(new TextSpan(start, Open.Length), "The comment is not closed.", isLong ? "Write '--}}' where it ends." : "Write '}}' where it ends.");
        }

        var close = text.IndexOf(Close, end, StringComparison.Ordinal);
        _text.Append(trimsBefore ? "{{~! " : "{{! ").Append(text[close - 1] == '~' ? " ~}}" : " }}");
        _position = close + Close.Length;
        return true;
    }

    private static bool IsEndOfComment(ReadOnlySpan<char> text) =>
        text.StartsWith("--}}", StringComparison.Ordinal) || text.StartsWith("--~}}", StringComparison.Ordinal);

    /// <summary>The next '}}' outside of quotes in the same tag, or null.</summary>
    private int? FindClose(int start)
    {
        var text = _source.Text;
        var quote = '\0';
        for (var i = start; i < text.Length && i - start <= ExpressionReader.MaxLength; i++)
        {
            var character = text[i];
            if (quote != '\0')
            {
                quote = character == quote ? '\0' : quote;
            }
            else if (character is '"' or '\'')
            {
                quote = character;
            }
            else if (character == '}' && i + 1 < text.Length && text[i + 1] == '}')
            {
                return i;
            }

            if (character == '\n')
            {
                return null;
            }
        }

        return null;
    }

    private bool ReadContent(TextSpan span, TextSpan content, bool trimsBefore, bool trimsAfter)
    {
        var open = trimsBefore ? "{{~" : Open;
        var close = trimsAfter ? "~}}" : Close;
        var words = _source.Text.AsSpan(content.Start, content.Length).Trim();
        switch (words)
        {
            case ['#', ..]:
                return OpenBlock(span, content, open, close);
            case ['/', ..]:
                return CloseBlock(span, words[1..].Trim().ToString(), open, close);
            case "else":
            case ['e', 'l', 's', 'e', ' ' or '\t', ..]:
                return ReadElse(span, content, open, close);
            case ['>', ..] or ['*', ..] or ['&', ..] or ['^', ..] or ['{', ..]:
                return Report(
                    span,
                    $"Templates have no tag that begins with '{words[0]}'.",
                    words[0] switch
                    {
                        '>' or '*' => "A template stands alone: write the text itself.",
                        '^' => "Write '{{else}}' or '{{#unless}}'.",
                        _ => "Write two braces: nothing is escaped.",
                    });
            default:
                AddExpression(span, content, trimsBefore, close);
                return true;
        }
    }

    private void AddExpression(TextSpan span, TextSpan content, bool trimsBefore, string close)
    {
        if (trimsBefore)
        {
            // The mark would keep the engine from seeing the white space.
            while (_text.Length > 0 && char.IsWhiteSpace(_text[^1]))
            {
                _text.Length--;
            }
        }

        Mark(span);
        var expression = _expressions.ReadTag(content, _places.Count - 1);
        _text.Append(CultureInfo.InvariantCulture, $"{Open}{TemplateFunctions.Text} {expression}{close}");
    }

    private bool OpenBlock(TextSpan span, TextSpan content, string open, string close)
    {
        var (name, rest) = FirstWord(content, 1);
        if (!Blocks.Contains(name, StringComparer.Ordinal))
        {
            return Report(span, $"There is no block '#{Shown.Of(name)}'.", Suggestion.Help(name, Blocks) ?? "Blocks are each, if, unless and with.");
        }

        if (++_depth > TemplateLimits.BlockDepth)
        {
            return ReportDepth(span);
        }

        var loop = name == "each" ? _loops.Count : -1;
        _blocks.Push(new Block(name, span, _tags, loop, 1));
        var expression = _expressions.ReadArgument(rest, $"Block '#{name}'", _places.Count - 1);
        if (loop >= 0)
        {
            _loops.Add(new TemplateLoop(span, 1));
            expression = string.Create(CultureInfo.InvariantCulture, $"({TemplateFunctions.Items} {loop} {expression})");
        }

        _text.Append(CultureInfo.InvariantCulture, $"{open}#{name} {expression}{close}");
        return true;
    }

    private bool ReadElse(TextSpan span, TextSpan content, string open, string close)
    {
        if (!_blocks.TryPop(out var block))
        {
            return Report(span, "The 'else' stands in no block.", null);
        }

        var (_, rest) = FirstWord(content, 0);
        if (_source.Text.AsSpan(rest.Start, rest.Length).IsWhiteSpace())
        {
            _blocks.Push(block with { HasElse = true });
            _text.Append(open).Append("else").Append(close);
            return !block.HasElse || Report(span, "The block has an 'else' already.", null);
        }

        var (name, argument) = FirstWord(rest, 0);
        if (name != "if" || block.Name != "if" || block.HasElse)
        {
            return Report(span, "After 'else' only 'if' may stand, and only in a block '#if'.", null);
        }

        if (++_depth > TemplateLimits.BlockDepth)
        {
            return ReportDepth(span);
        }

        _blocks.Push(block with { Depth = block.Depth + 1 });
        var expression = _expressions.ReadArgument(argument, "'else if'", _places.Count - 1);
        _text.Append(CultureInfo.InvariantCulture, $"{open}else if {expression}{close}");
        return true;
    }

    private bool CloseBlock(TextSpan span, string name, string open, string close)
    {
        if (!_blocks.TryPop(out var block))
        {
            return Report(span, $"The tag closes a block '{Shown.Of(name)}' that is not open.", null);
        }

        if (block.Name != name)
        {
            _bag.Add(
                TemplateDiagnostics.Syntax,
                _source.At(span),
                $"The tag closes '{Shown.Of(name)}', but the block that is open is '#{block.Name}'.",
                $"Write '{{{{/{block.Name}}}}}'.",
                new RelatedLocation(_source.At(block.Span), "It is opened here."));
            return false;
        }

        _depth -= block.Depth;
        if (block.Loop >= 0)
        {
            _loops[block.Loop] = new TemplateLoop(block.Span, Math.Max(1, _tags - block.FirstTag));
        }

        _text.Append(CultureInfo.InvariantCulture, $"{open}/{name}{close}");
        return true;
    }

    private void Mark(TextSpan place)
    {
        TemplateMark.Append(_text, _places.Count);
        _places.Add(place);
    }

    /// <summary>The word after <paramref name="skipped"/> visible characters, and what follows it.</summary>
    private (string Word, TextSpan After) FirstWord(TextSpan content, int skipped)
    {
        var text = _source.Text;
        var start = content.Start;
        while (start < content.End && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        start += skipped;
        var end = start;
        while (end < content.End && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return (text[start..end], new TextSpan(end, content.End - end));
    }

    private char Current => _position < _source.Text.Length ? _source.Text[_position] : '\0';

    private bool Accept(char character)
    {
        var isThere = Current == character;
        _position += isThere ? 1 : 0;
        return isThere;
    }

    private bool ReportDepth(TextSpan span)
    {
        _bag.Add(
            TemplateDiagnostics.Limit,
            _source.At(span),
            string.Create(CultureInfo.InvariantCulture, $"More than {TemplateLimits.BlockDepth} blocks stand inside one another."));
        return false;
    }

    private bool Report(TextSpan span, string message, string? help)
    {
        _bag.Add(TemplateDiagnostics.Syntax, _source.At(span), message, help);
        return false;
    }

    /// <param name="FirstTag">The number of tags up to the one that opens it.</param>
    /// <param name="Loop">Its number among the loops, or -1.</param>
    /// <param name="Depth">1, and 1 for each 'else if'.</param>
    private sealed record Block(string Name, TextSpan Span, int FirstTag, int Loop, int Depth)
    {
        public bool HasElse { get; init; }
    }
}
