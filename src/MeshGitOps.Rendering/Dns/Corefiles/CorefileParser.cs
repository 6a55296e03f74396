using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns.Corefiles;

/// <summary>
/// Reads a Corefile with the grammar of CoreDNS (github.com/coredns/caddy, package caddyfile): keys, an optional brace,
/// plugins with blocks of any depth. Imports are kept as they are, environment variables are not replaced.
/// Linear in the length of the text, without recursion; the first mistake ends it, as it ends CoreDNS.
/// </summary>
internal sealed class CorefileParser
{
    /// <summary>What a ConfigMap can hold, 1 MiB.</summary>
    private const int MaxLength = 1024 * 1024;

    private readonly SourceText _source;
    private readonly ImmutableArray<CorefileToken> _tokens;
    private readonly ImmutableArray<CorefileToken>.Builder _imports = ImmutableArray.CreateBuilder<CorefileToken>();
    private int _next;
    private Diagnostic? _problem;

    private CorefileParser(SourceText source, ImmutableArray<CorefileToken> tokens)
    {
        _source = source;
        _tokens = tokens;
    }

    private bool AtEnd => _next >= _tokens.Length || _problem is not null;

    private CorefileToken Current => _tokens[_next];

    /// <summary>The document, or null with the one finding that says why CoreDNS would not load it.</summary>
    public static Diagnosed<CorefileDocument?> Parse(SourceText source)
    {
        if (source.Text.Length > MaxLength)
        {
            return new(null, [Problem(source, new TextSpan(0, 0), "is larger than the 1 MiB that a ConfigMap can hold")]);
        }

        var words = CorefileLexer.Read(source.Text);
        if (words.OpenQuote is { } quote)
        {
            return new(null, [Problem(source, quote, "has a quote that is never closed")]);
        }

        var parser = new CorefileParser(source, words.Tokens);
        var stanzas = parser.ReadStanzas();
        return parser._problem is { } problem
            ? new(null, [problem])
            : new(new CorefileDocument(source, stanzas, parser._imports.DrainToImmutable(), words.Comments), []);
    }

    private ImmutableArray<CorefileStanza> ReadStanzas()
    {
        var stanzas = ImmutableArray.CreateBuilder<CorefileStanza>();
        while (!AtEnd)
        {
            if (Current is { Text: "import", StartsLine: true })
            {
                _imports.Add(Current);
                SkipLine();
            }
            else
            {
                stanzas.Add(ReadStanza());
            }
        }

        return stanzas.DrainToImmutable();
    }

    private void SkipLine()
    {
        do
        {
            _next++;
        }
        while (!AtEnd && !Current.StartsLine);
    }

    private CorefileStanza ReadStanza()
    {
        var start = Current.Span.Start;
        var keys = ReadKeys();
        var hasBraces = !AtEnd && Current.Text == "{";
        _next += hasBraces ? 1 : 0;
        var plugins = ImmutableArray.CreateBuilder<CorefilePlugin>();
        while (!AtEnd && Current.Text != "}")
        {
            plugins.Add(ReadPlugin());
        }

        if (hasBraces && AtEnd)
        {
            Report(_tokens[^1].Span, "ends before the '}' of its last server block");
        }
        else if (!hasBraces && !AtEnd)
        {
            Report(Current.Span, "has a '}' without a '{'");
        }

        _next += hasBraces ? 1 : 0;
        var form = keys is [{ Text: ['(', .., ')'] }] ? CorefileStanzaForm.Snippet
            : hasBraces ? CorefileStanzaForm.Braces
            : CorefileStanzaForm.WholeFile;
        var end = hasBraces ? _tokens[Math.Min(_next, _tokens.Length) - 1].Span.End : _source.Text.Length;
        return new CorefileStanza(keys, plugins.DrainToImmutable(), new TextSpan(start, end - start), form);
    }

    private ImmutableArray<CorefileToken> ReadKeys()
    {
        var keys = ImmutableArray.CreateBuilder<CorefileToken>();
        var expectsAnother = true;
        while (!AtEnd && Current.Text != "{" && (expectsAnother || !Current.StartsLine))
        {
            var token = Current;
            expectsAnother = token.Text is [.., ','];
            var key = expectsAnother ? token with { Text = token.Text[..^1] } : token;
            if (key.Text == "}" || LacksSpaceBeforeBrace(key.Text))
            {
                Report(key.Span, $"has '{Shown.Of(key.Text)}' where a zone is expected");
            }

            keys.Add(key);
            _next++;
        }

        if (expectsAnother)
        {
            Report(_tokens[Math.Min(_next, _tokens.Length - 1)].Span, "has a server block without a zone");
        }

        return keys.DrainToImmutable();
    }

    private CorefilePlugin ReadPlugin()
    {
        var name = Current;
        if (name.Text == "{")
        {
            Report(name.Span, "has a '{' where a plugin is expected");
        }

        _next++;
        var arguments = ImmutableArray.CreateBuilder<CorefileToken>();
        var lines = new List<(CorefileToken Name, int Depth, List<CorefileToken> Arguments)>();
        var depth = 0;
        var opensLine = false;
        int? blockStart = null;
        var blockEnd = 0;
        for (; !AtEnd; _next++)
        {
            var token = Current;
            if (token.Text == "{")
            {
                depth++;
                opensLine = true;
                blockStart ??= token.Span.End;
            }
            else if (token.StartsLine && depth == 0)
            {
                break;
            }
            else if (token.Text == "}")
            {
                if (depth == 0)
                {
                    Report(token.Span, "has a '}' without a '{'");
                }

                depth--;
                opensLine = true;
                blockEnd = token.Span.Start;
            }
            else if (depth == 0)
            {
                arguments.Add(token);
            }
            else if (token.StartsLine || opensLine)
            {
                lines.Add((token, depth, []));
                opensLine = false;
            }
            else
            {
                lines[^1].Arguments.Add(token);
            }
        }

        if (depth > 0)
        {
            Report(name.Span, $"ends before the '}}' of plugin '{Shown.Of(name.Text)}'");
        }

        return new CorefilePlugin(
            name,
            arguments.DrainToImmutable(),
            [.. lines.Select(line => new CorefileProperty(line.Name, [.. line.Arguments], line.Depth))],
            blockStart is { } start && blockEnd >= start ? new TextSpan(start, blockEnd - start) : null);
    }

    /// <summary><c>.:53{</c> is one word; the braces of an environment variable are none of ours.</summary>
    private static bool LacksSpaceBeforeBrace(string key) => key is [_, .., '{'];

    private void Report(TextSpan span, string reason) => _problem ??= Problem(_source, span, reason);

    private static Diagnostic Problem(SourceText source, TextSpan span, string reason) => Diagnostic.Create(
        DnsDiagnostics.CorefileNotReadable,
        source.At(span),
        $"The Corefile {reason}.",
        "Commit a Corefile that CoreDNS loads, as 'kubectl -n kube-system get configmap coredns' shows it.");
}
