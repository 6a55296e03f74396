using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns.Corefiles;

/// <summary>
/// Splits a Corefile into words and comments as CoreDNS does (the lexer of github.com/coredns/caddy, package caddyfile):
/// a '#' begins a comment anywhere outside quotes, a quote counts only at the start of a word,
/// and a carriage return is no character at all. One pass, no recursion.
/// </summary>
internal sealed class CorefileLexer
{
    private readonly string _text;
    private readonly ImmutableArray<CorefileToken>.Builder _tokens = ImmutableArray.CreateBuilder<CorefileToken>();
    private readonly ImmutableArray<CorefileComment>.Builder _comments = ImmutableArray.CreateBuilder<CorefileComment>();
    private int _position;
    private int _lineStart;
    private bool _tokenOnLine;
    private TextSpan? _openQuote;

    private CorefileLexer(string text) => _text = text;

    public static CorefileWords Read(string text)
    {
        var lexer = new CorefileLexer(text);
        lexer.ReadAll();
        return new CorefileWords(lexer._tokens.DrainToImmutable(), lexer._comments.DrainToImmutable(), lexer._openQuote);
    }

    private void ReadAll()
    {
        while (_position < _text.Length)
        {
            var character = _text[_position];
            if (character == '\n')
            {
                _position++;
                BeginLine();
            }
            else if (char.IsWhiteSpace(character))
            {
                _position++;
            }
            else if (character == '#')
            {
                ReadComment();
            }
            else if (character == '"')
            {
                ReadQuoted();
            }
            else
            {
                ReadWord();
            }
        }
    }

    private void BeginLine()
    {
        _lineStart = _position;
        _tokenOnLine = false;
    }

    private void ReadComment()
    {
        var start = _position;
        var newline = _text.IndexOf('\n', start);
        var end = newline < 0 ? _text.Length : newline;
        _position = end;
        while (end > start && _text[end - 1] == '\r')
        {
            end--;
        }

        var alone = string.IsNullOrWhiteSpace(_text[_lineStart..start]);
        _comments.Add(new CorefileComment(_text[start..end], new TextSpan(start, end - start), _lineStart, alone));
    }

    private void ReadQuoted()
    {
        var start = _position++;
        var word = new StringBuilder();
        var startsLine = !_tokenOnLine;
        while (_position < _text.Length && _text[_position] != '"')
        {
            var escapes = _text[_position] == '\\' && _position + 1 < _text.Length;
            if (escapes && _text[_position + 1] != '"')
            {
                word.Append('\\');
            }

            _position += escapes ? 1 : 0;
            word.Append(_text[_position]);
            if (_text[_position++] == '\n')
            {
                BeginLine();
            }
        }

        if (_position == _text.Length)
        {
            _openQuote = new TextSpan(start, 1);
        }
        else
        {
            _position++;
        }

        Add(word.ToString(), start, startsLine);
    }

    private void ReadWord()
    {
        var start = _position;
        while (_position < _text.Length && _text[_position] != '#'
            && (_text[_position] == '\r' || !char.IsWhiteSpace(_text[_position])))
        {
            _position++;
        }

        var end = _position;
        while (_text[end - 1] == '\r')
        {
            end--;
        }

        _position = end;
        Add(_text[start..end].Replace("\r", "", StringComparison.Ordinal), start, !_tokenOnLine);
    }

    private void Add(string word, int start, bool startsLine)
    {
        _tokens.Add(new CorefileToken(word, new TextSpan(start, _position - start), startsLine));
        _tokenOnLine = true;
    }
}

/// <summary>The words and comments of a Corefile, each in reading order.</summary>
/// <param name="OpenQuote">The quote that is never closed, if there is one.</param>
internal sealed record CorefileWords(
    ImmutableArray<CorefileToken> Tokens,
    ImmutableArray<CorefileComment> Comments,
    TextSpan? OpenQuote);
