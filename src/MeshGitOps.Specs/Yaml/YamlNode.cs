using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Yaml;

/// <summary>One node of a YAML document: immutable, and able to say where it is written.</summary>
public abstract class YamlNode
{
    private protected YamlNode(SourceText source, TextSpan span, int ordinal)
    {
        Source = source;
        Span = span;
        Ordinal = ordinal;
    }

    public SourceText Source { get; }

    /// <summary>The range of the node in its source; it lies inside the range of the parent.</summary>
    public TextSpan Span { get; }

    /// <summary>The number of the node in its document, counted in reading order from 0.</summary>
    public int Ordinal { get; }

    public SourceLocation Location => new(Source, Span);
}

/// <summary>A mapping, in the order in which it is written, without duplicate keys.</summary>
public sealed class YamlMapping(SourceText source, TextSpan span, int ordinal, ImmutableArray<YamlEntry> entries)
    : YamlNode(source, span, ordinal)
{
    public ImmutableArray<YamlEntry> Entries { get; } = entries;

    /// <summary>The value under <paramref name="key"/>, or null where there is none.</summary>
    public YamlNode? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
            {
                if (entry.Key.Value == key)
                {
                    return entry.Value;
                }
            }

            return null;
        }
    }
}

/// <summary>A key with its value.</summary>
public readonly record struct YamlEntry(YamlScalar Key, YamlNode Value);

public sealed class YamlSequence(SourceText source, TextSpan span, int ordinal, ImmutableArray<YamlNode> items)
    : YamlNode(source, span, ordinal)
{
    public ImmutableArray<YamlNode> Items { get; } = items;
}

/// <summary>A scalar as it is written; its type follows from the YAML 1.2 core schema.</summary>
public sealed class YamlScalar(SourceText source, TextSpan span, int ordinal, string value, bool isPlain)
    : YamlNode(source, span, ordinal)
{
    /// <summary>The text after unquoting and folding.</summary>
    public string Value { get; } = value;

    /// <summary>Without quotes and not a block scalar: only such a one can be null, a boolean or a number.</summary>
    public bool IsPlain { get; } = isPlain;

    public override string ToString() => Value;
}
