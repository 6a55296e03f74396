using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Templates;

/// <summary>
/// Reads what stands in a tag: a path, a literal, or a function with its arguments, which may be functions in parentheses.
/// Fields are held against the names of the model, so that no property of a .NET object can be reached.
/// </summary>
internal sealed class ExpressionReader(SourceText source, DiagnosticBag bag)
{
    /// <summary>UTF-16 units of one tag.</summary>
    public const int MaxLength = 1000;

    private static readonly string[] Variables = ["first", "index", "key", "last", "root"];
    private static readonly string[] Words = ["each", "else", "if", "lookup", "log", "null", "undefined", "unless", "with", "as"];

    private readonly ImmutableArray<TemplateReference>.Builder _references = ImmutableArray.CreateBuilder<TemplateReference>();
    private TextSpan _content;
    private int _position;
    private int _place;
    private bool _failed;

    public ImmutableArray<TemplateReference> References => _references.ToImmutable();

    /// <summary>The expression of a tag that writes, for the engine; empty after a finding.</summary>
    public string ReadTag(TextSpan content, int place)
    {
        Begin(content, place);
        SkipSpace();
        if (AtEnd)
        {
            return Fail(_content, "The tag is empty.", "Name a field of the model.");
        }

        return Finish(BeginsCall() ? $"({ReadCall(0)})" : ReadValue(0), "The tag");
    }

    /// <summary>The one argument of a block, for the engine; empty after a finding.</summary>
    public string ReadArgument(TextSpan content, string what, int place)
    {
        Begin(content, place);
        SkipSpace();
        return AtEnd ? Fail(_content, $"{what} has no argument.", "Name a field of the model.") : Finish(ReadValue(0), what);
    }

    private bool AtEnd => _position >= _content.End;

    private char Current => AtEnd ? '\0' : source.Text[_position];

    private void Begin(TextSpan content, int place)
    {
        (_content, _position, _place, _failed) = (content, content.Start, place, false);
    }

    /// <summary>A known function, or a word with something after it.</summary>
    private bool BeginsCall()
    {
        var word = PeekWord();
        var rest = source.Text.AsSpan(_position + word.Length, _content.End - _position - word.Length);
        return TemplateFunctions.Arguments.ContainsKey(word)
            || (word.Length > 0 && char.IsAsciiLetter(word[0]) && rest is [' ' or '\t', ..] && !rest.IsWhiteSpace());
    }

    private string Finish(string expression, string what)
    {
        SkipSpace();
        if (_failed || AtEnd)
        {
            return _failed ? "" : expression;
        }

        return Fail(
            new TextSpan(_position, _content.End - _position),
            $"{what} takes nothing after its first value.",
            $"Functions are {string.Join(", ", TemplateFunctions.Arguments.Keys)}; inside another value they stand in parentheses.");
    }

    private string ReadCall(int depth)
    {
        var start = _position;
        var name = PeekWord();
        if (!TemplateFunctions.Arguments.TryGetValue(name, out var count))
        {
            return Fail(
                new TextSpan(start, Math.Max(1, name.Length)),
                $"There is no function '{name}'.",
                Suggestion.Help(name, TemplateFunctions.Arguments.Keys) ?? $"Functions are {string.Join(", ", TemplateFunctions.Arguments.Keys)}.");
        }

        _position += name.Length;
        var call = name;
        for (var i = 0; i < count && !_failed; i++)
        {
            SkipSpace();
            if (AtEnd || Current == ')')
            {
                return Fail(new TextSpan(start, name.Length), $"Function '{name}' takes {count} {(count == 1 ? "value" : "values")}.", null);
            }

            call += $" {ReadValue(depth)}";
        }

        return call;
    }

    private string ReadValue(int depth)
    {
        switch (Current)
        {
            case '"' or '\'':
                return ReadText();
            case '(' when depth >= TemplateLimits.CallDepth:
                return Fail(new TextSpan(_position, 1), "Too many functions stand inside one another.", null);
            case '(':
                return ReadParentheses(depth + 1);
            case >= '0' and <= '9':
                return ReadNumber();
            default:
                return ReadPath();
        }
    }

    private string ReadParentheses(int depth)
    {
        var open = _position++;
        SkipSpace();
        var call = ReadCall(depth);
        SkipSpace();
        if (!_failed && Current != ')')
        {
            return Fail(new TextSpan(open, 1), "The parenthesis is not closed after the function and its values.", null);
        }

        _position++;
        return $"({call})";
    }

    private string ReadText()
    {
        var start = _position++;
        while (!AtEnd && Current != source.Text[start])
        {
            _position++;
        }

        if (AtEnd)
        {
            return Fail(new TextSpan(start, 1), "The text is not closed.", null);
        }

        var text = source.Text[start..++_position];
        return text.AsSpan().ContainsAny("{}\\")
            ? Fail(new TextSpan(start, text.Length), "A text in a tag holds no brace and no backslash.", "Write '{{braces \"pod\"}}' for '{{pod}}' in the output.")
            : text;
    }

    private string ReadNumber()
    {
        var start = _position;
        while (char.IsAsciiDigit(Current))
        {
            _position++;
        }

        var length = _position - start;
        return length > 6 || IsOfName(Current)
            ? Fail(new TextSpan(start, length), "A number in a tag has at most 6 digits and nothing else.", null)
            : source.Text[start.._position];
    }

    private string ReadPath()
    {
        var start = _position;
        while (_position + 2 < _content.End && source.Text.AsSpan(_position, 3) is "../")
        {
            _position += 3;
        }

        var first = _position;
        var isVariable = Current == '@';
        _position += isVariable ? 1 : 0;
        var name = PeekWord();
        _position += name.Length;
        if (name.Length == 0)
        {
            return Fail(new TextSpan(start, Math.Max(1, _position - start)), "No field, text, number or function begins here.", "Name a field such as 'cluster.name'.");
        }

        if (isVariable ? !Variables.Contains(name, StringComparer.Ordinal) : Words.Contains(name, StringComparer.Ordinal))
        {
            return Fail(new TextSpan(first, _position - first), $"The word '{source.Text[first.._position]}' names no field.", null);
        }

        if (!isVariable && (name is "true" or "false"))
        {
            return name;
        }

        if (!isVariable && name != "this" && !CheckField(first, name))
        {
            return "";
        }

        if (!ReadSegments(start, name, isVariable && name != "root"))
        {
            return "";
        }

        var path = source.Text[start.._position];
        _references.Add(new TemplateReference(path, new TextSpan(start, path.Length), _place));
        return path;
    }

    /// <summary>The fields after the first; the key of a label is its own and may stand in brackets.</summary>
    private bool ReadSegments(int start, string first, bool isValue)
    {
        var previous = first;
        while (Current == '.')
        {
            var dot = _position++;
            if (isValue)
            {
                Fail(new TextSpan(start, _position - start), $"The variable '@{first}' has no fields.", null);
                return false;
            }

            var isLabel = previous == "labels";
            var name = isLabel && Current == '[' ? ReadBrackets() : PeekWord();
            if (name.Length == 0)
            {
                Fail(new TextSpan(dot, 1), "The name of a field is missing after the dot.", "Write the key of a label in brackets: 'cluster.labels.[example.com/team]'.");
                return false;
            }

            _position += name.Length;
            if (!isLabel && !CheckField(dot + 1, name))
            {
                return false;
            }

            previous = isLabel ? "" : name;
        }

        if (AtEnd || char.IsWhiteSpace(Current) || Current == ')')
        {
            return true;
        }

        Fail(new TextSpan(_position, 1), $"The character '{Current}' cannot stand in an expression.", "Name a field such as 'cluster.name'.");
        return false;
    }

    private string ReadBrackets()
    {
        var end = source.Text.IndexOf(']', _position, _content.End - _position);
        var key = end < 0 ? "" : source.Text[_position..(end + 1)];
        return key.Length > 2 && key[1..^1].All(character => IsOfName(character) || character is '.' or '/') ? key : "";
    }

    private bool CheckField(int start, string name)
    {
        if (TemplateModel.FieldNames.Contains(name))
        {
            return true;
        }

        _failed = true;
        bag.Add(
            TemplateDiagnostics.Unresolved,
            source.At(new TextSpan(start, name.Length)),
            $"The model has no field '{name}'.",
            Suggestion.Help(name, TemplateModel.FieldNames) ?? "The fields are listed in templates/README.md of the tool.");
        return false;
    }

    private string PeekWord()
    {
        var end = _position;
        while (end < _content.End && IsOfName(source.Text[end]))
        {
            end++;
        }

        return source.Text[_position..end];
    }

    private static bool IsOfName(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';

    private void SkipSpace()
    {
        while (!AtEnd && char.IsWhiteSpace(Current))
        {
            _position++;
        }
    }

    /// <summary>Reports the first mistake of a tag; what follows from it is not reported.</summary>
    private string Fail(TextSpan span, string message, string? help)
    {
        if (!_failed)
        {
            _failed = true;
            bag.Add(TemplateDiagnostics.Syntax, source.At(span), message, help);
        }

        return "";
    }
}
