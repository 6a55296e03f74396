using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MeshGitOps.Specs.Yaml;

/// <summary>
/// Reads one source from the events of YamlDotNet's parser, whose own trees have no spans and throw on duplicate keys.
/// The innermost loop of the product: loops and reused buffers instead of LINQ.
/// A method that reads a node returns null when the rest of the file is given up.
/// </summary>
internal sealed class YamlTreeReader
{
    private const string MergeKey = "<<";
    private const string StringTag = "tag:yaml.org,2002:str";
    private const string NonSpecificTag = "!";

    private readonly SourceText _source;
    private readonly string _text;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly YamlFindings _findings;
    private readonly YamlAnchors _anchors;
    private readonly List<YamlNode> _items = [];
    private readonly List<YamlEntry> _entries = [];
    private readonly bool _hasTabs;
    private readonly int _textStart;
    private int _ordinal;
    private int _nodes;
    private int _lastStart;
    private int _lastEnd;

    public YamlTreeReader(SourceText source)
    {
        _source = source;
        _text = source.Text;
        _textStart = _text.StartsWith('\uFEFF') ? 1 : 0;
        _hasTabs = _text.Contains('\t');
        _scanner = new Scanner(new StringReader(_textStart == 0 ? _text : _text[_textStart..]));
        _parser = new Parser(_scanner);
        _findings = new YamlFindings(source);
        _anchors = new YamlAnchors(_findings);
    }

    public Diagnosed<ImmutableArray<YamlDocument>> Read()
    {
        var documents = ImmutableArray.CreateBuilder<YamlDocument>();
        try
        {
            while (_parser.MoveNext())
            {
                if (_parser.Current is DocumentStart start && !ReadDocument(start, documents))
                {
                    break;
                }
            }
        }
        catch (YamlException exception)
        {
            _findings.Syntax(SpanOf(exception.Start, exception.End), exception.Message);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or NullReferenceException or IndexOutOfRangeException)
        {
            // YamlDotNet has these for some broken texts, such as a flow sequence that is not closed; it has no place then.
            _findings.Syntax(new TextSpan(PositionOf(_scanner.CurrentPosition), 0), message: null);
        }

        return _findings.With(documents.DrainToImmutable());
    }

    private bool ReadDocument(DocumentStart start, ImmutableArray<YamlDocument>.Builder documents)
    {
        if (documents.Count == YamlLimits.Documents)
        {
            _findings.TooLarge(SpanOf(start.Start, start.End), $"The file holds more than {YamlLimits.Documents} documents.");
            return false;
        }

        _ordinal = 0;
        _anchors.Clear();
        _parser.MoveNext();
        var root = ReadNode(depth: 1);
        if (root is null)
        {
            return false;
        }

        if (!_anchors.IsBroken && root is not YamlScalar { IsPlain: true, Value: "" or "~" or "null" or "Null" or "NULL" })
        {
            documents.Add(new YamlDocument(_source, root));
        }

        return true;
    }

    /// <summary>Reads from the current event, which begins the node, to the event that ends it.</summary>
    private YamlNode? ReadNode(int depth) => _parser.Current switch
    {
        Scalar scalar => ReadScalar(scalar),
        MappingStart start => ReadMapping(start, depth),
        SequenceStart start => ReadSequence(start, depth),
        AnchorAlias alias => ReadAlias(alias, depth),
        _ => throw new InvalidOperationException("The parser gives a node where it has announced one."),
    };

    private YamlScalar? ReadScalar(Scalar scalar)
    {
        var span = SpanOf(scalar);
        if (scalar.Value.Length > YamlLimits.ScalarLength)
        {
            _findings.TooLarge(span with { Length = 0 }, $"The value has {scalar.Value.Length} characters, but at most {YamlLimits.ScalarLength} are read.");
            return null;
        }

        if (!Count(span.Start))
        {
            return null;
        }

        var isPlain = scalar.Style == ScalarStyle.Plain
            && (scalar.Tag.IsEmpty || scalar.Tag.Value is not (StringTag or NonSpecificTag));
        var node = new YamlScalar(_source, span, _ordinal++, scalar.Value, isPlain);
        _lastEnd = Math.Max(_lastEnd, span.End);
        _anchors.Close(scalar.Anchor, node);
        return node;
    }

    private YamlSequence? ReadSequence(SequenceStart start, int depth)
    {
        var spanStart = StartOf(start);
        if (!Enter(spanStart, depth))
        {
            return null;
        }

        var ordinal = _ordinal++;
        _anchors.Open(start.Anchor);
        var first = _items.Count;
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            var isBlock = start.Style == SequenceStyle.Block;
            var item = ReadNode(depth + 1);
            if (item is null || (isBlock && _hasTabs && !CheckIndent(item.Span.Start)))
            {
                return null;
            }

            _items.Add(item);
        }

        var items = CollectionsMarshal.AsSpan(_items)[first..].ToArray();
        _items.RemoveRange(first, items.Length);
        var node = new YamlSequence(_source, SpanTo(spanStart, ']'), ordinal, ImmutableCollectionsMarshal.AsImmutableArray(items));
        _anchors.Close(start.Anchor, node);
        return node;
    }

    private YamlMapping? ReadMapping(MappingStart start, int depth)
    {
        var spanStart = StartOf(start);
        if (start.Style == MappingStyle.Flow && _text.AsSpan(spanStart).StartsWith("{{"))
        {
            _findings.Template(new TextSpan(spanStart, 2));
            return null;
        }

        if (!Enter(spanStart, depth))
        {
            return null;
        }

        var ordinal = _ordinal++;
        _anchors.Open(start.Anchor);
        var first = _entries.Count;
        List<YamlNode>? merged = null;
        HashSet<string>? keys = null;
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            if (!ReadEntry(start.Style, first, depth, ref keys, ref merged))
            {
                return null;
            }
        }

        var span = SpanTo(spanStart, '}');
        if (merged is not null && !Merge(merged, first, depth))
        {
            return null;
        }

        var entries = CollectionsMarshal.AsSpan(_entries)[first..].ToArray();
        _entries.RemoveRange(first, entries.Length);
        var node = new YamlMapping(_source, span, ordinal, ImmutableCollectionsMarshal.AsImmutableArray(entries));
        _anchors.Close(start.Anchor, node);
        return node;
    }

    private bool ReadEntry(MappingStyle style, int first, int depth, ref HashSet<string>? keys, ref List<YamlNode>? merged)
    {
        var ordinal = _ordinal;
        var keyNode = ReadNode(depth + 1);
        if (keyNode is null || (style == MappingStyle.Block && _hasTabs && !CheckIndent(keyNode.Span.Start)))
        {
            return false;
        }

        if (keyNode is not YamlScalar key)
        {
            return _findings.KeyIsNoScalar(keyNode) && SkipValue(ordinal, depth);
        }

        if (key.Value.Length > YamlLimits.KeyLength)
        {
            _findings.TooLarge(key.Span with { Length = 0 }, $"The key has {key.Value.Length} characters, but at most {YamlLimits.KeyLength} are read.");
            return false;
        }

        if (key is { IsPlain: true, Value: MergeKey })
        {
            return ReadMerge(ordinal, depth, ref merged);
        }

        if (YamlKeys.Find(CollectionsMarshal.AsSpan(_entries)[first..], key.Value, ref keys) is { } other)
        {
            return _findings.DuplicateKey(key, other) && SkipValue(ordinal, depth);
        }

        _parser.MoveNext();
        var value = ReadNode(depth + 1);
        if (value is null)
        {
            return false;
        }

        _entries.Add(new YamlEntry(key, value));
        return true;
    }

    /// <summary>Passes over a value whose key is wrong; the nodes of the tree are numbered without it.</summary>
    private bool SkipValue(int ordinal, int depth)
    {
        _parser.MoveNext();
        var isRead = ReadNode(depth + 1) is not null;
        _ordinal = ordinal;
        return isRead;
    }

    private bool ReadMerge(int ordinal, int depth, ref List<YamlNode>? merged)
    {
        _parser.MoveNext();
        var value = ReadNode(depth + 1);
        _ordinal = ordinal;
        switch (value)
        {
            case null:
                return false;
            case YamlMapping:
                (merged ??= []).Add(value);
                return true;
            case YamlSequence sequence when sequence.Items.All(item => item is YamlMapping):
                (merged ??= []).AddRange(sequence.Items);
                return true;
            default:
                return _anchors.IsBroken || _findings.Merge(value);
        }
    }

    /// <summary>Adds what merge keys bring after the mapping's own entries; of several, the first with a key wins.</summary>
    private bool Merge(List<YamlNode> merged, int first, int depth)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in CollectionsMarshal.AsSpan(_entries)[first..])
        {
            keys.Add(entry.Key.Value);
        }

        foreach (var node in merged)
        {
            foreach (var entry in ((YamlMapping)node).Entries)
            {
                if (!keys.Add(entry.Key.Value))
                {
                    continue;
                }

                if (_anchors.Copy(entry.Key, at: null, depth + 1, ref _ordinal, ref _nodes) is not YamlScalar key
                    || _anchors.Copy(entry.Value, at: null, depth + 1, ref _ordinal, ref _nodes) is not { } value)
                {
                    return false;
                }

                _entries.Add(new YamlEntry(key, value));
            }
        }

        return true;
    }

    private YamlNode? ReadAlias(AnchorAlias alias, int depth)
    {
        var span = NodeSpanOf(alias);
        _lastEnd = Math.Max(_lastEnd, span.End);
        if (_anchors.Find(alias.Value, span) is { } target)
        {
            return _anchors.Copy(target, span, depth, ref _ordinal, ref _nodes);
        }

        // The document is not returned; something must stand here so that the rest of it can be checked.
        return Count(span.Start) ? new YamlScalar(_source, span, _ordinal++, "", isPlain: true) : null;
    }

    private bool Enter(int position, int depth)
    {
        if (depth > YamlLimits.Depth)
        {
            _findings.TooLarge(new TextSpan(position, 0), $"The collections are nested more than {YamlLimits.Depth} deep.");
            return false;
        }

        return Count(position);
    }

    private bool Count(int position)
    {
        if (++_nodes <= YamlLimits.Nodes)
        {
            return true;
        }

        _findings.TooLarge(new TextSpan(position, 0), $"The file holds more than {YamlLimits.Nodes} nodes.");
        return false;
    }

    /// <summary>
    /// YamlDotNet counts a tab behind the first space of a line as one column; other readers refuse it.
    /// A tab behind the dash of a list item only separates.
    /// </summary>
    private bool CheckIndent(int start)
    {
        int? tab = null;
        for (var i = start - 1; i >= 0 && _text[i] is not ('\n' or '\r'); i--)
        {
            switch (_text[i])
            {
                case '\t':
                    tab = i;
                    break;
                case '-' or '?':
                    tab = null;
                    break;
                case not ' ':
                    return true;
            }
        }

        return tab is not { } position || _findings.Tab(position);
    }

    private int PositionOf(Mark mark) => (int)Math.Clamp(mark.Index + _textStart, 0, _text.Length);

    private TextSpan SpanOf(Mark start, Mark end)
    {
        var position = PositionOf(start);
        return new TextSpan(position, Math.Max(0, PositionOf(end) - position));
    }

    /// <summary>Never before the node read last: the parser puts some scalars that are not written to the start of the file.</summary>
    private int StartOf(ParsingEvent node) => _lastStart = Math.Max(_lastStart, PositionOf(node.Start));

    private TextSpan NodeSpanOf(ParsingEvent node)
    {
        var start = StartOf(node);
        return new TextSpan(start, Math.Max(0, PositionOf(node.End) - start));
    }

    /// <summary>Without the line ends that follow a block scalar or a scalar that is not written.</summary>
    private TextSpan SpanOf(Scalar scalar)
    {
        var span = NodeSpanOf(scalar);
        var isQuoted = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted;
        return isQuoted ? span : span with { Length = _text.AsSpan(span.Start, span.Length).TrimEnd(" \t\r\n").Length };
    }

    /// <summary>
    /// The range of a collection. The parser ends a flow collection before its bracket,
    /// and a block collection only at the next token, which may be many comments later.
    /// </summary>
    private TextSpan SpanTo(int start, char bracket)
    {
        var position = _parser.Current is { } end ? PositionOf(end.Start) : start;
        var isClosed = position >= _lastEnd && position < _text.Length && _text[position] == bracket && _text[start] != bracket;
        _lastEnd = isClosed ? position + 1 : Math.Max(_lastEnd, start);
        return new TextSpan(start, _lastEnd - start);
    }
}
