using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MeshGitOps.Specs.Text;
using YamlDotNet.Core;

namespace MeshGitOps.Specs.Yaml;

/// <summary>The anchors of the document that is being read, and the copies that its aliases make.</summary>
internal sealed class YamlAnchors(YamlFindings findings)
{
    /// <summary>Null under the name of a collection that is not closed yet.</summary>
    private readonly Dictionary<string, YamlNode?> _nodes = new(StringComparer.Ordinal);
    private int _repeated;

    /// <summary>Whether an alias of the document leads nowhere.</summary>
    public bool IsBroken { get; private set; }

    public void Clear()
    {
        _nodes.Clear();
        IsBroken = false;
    }

    public void Open(AnchorName anchor)
    {
        if (!anchor.IsEmpty)
        {
            _nodes[anchor.Value] = null;
        }
    }

    public void Close(AnchorName anchor, YamlNode node)
    {
        if (!anchor.IsEmpty)
        {
            _nodes[anchor.Value] = node;
        }
    }

    public YamlNode? Find(AnchorName anchor, TextSpan span)
    {
        if (_nodes.TryGetValue(anchor.Value, out var node) && node is not null)
        {
            return node;
        }

        IsBroken = true;
        findings.UnknownAlias(span, anchor.Value, isInsideItself: _nodes.ContainsKey(anchor.Value));
        return null;
    }

    /// <summary>A copy of a node with all below it, lying at <paramref name="at"/> or else where it lay; null beyond the limits.</summary>
    public YamlNode? Copy(YamlNode node, TextSpan? at, int depth, ref int ordinal, ref int nodes)
    {
        var span = at ?? node.Span;
        if (++_repeated > YamlLimits.RepeatedNodes || ++nodes > YamlLimits.Nodes)
        {
            findings.TooLarge(span, $"The aliases of the file repeat more than {YamlLimits.RepeatedNodes} nodes.");
            return null;
        }

        if (node is YamlScalar scalar)
        {
            return new YamlScalar(scalar.Source, span, ordinal++, scalar.Value, scalar.IsPlain);
        }

        if (depth > YamlLimits.Depth)
        {
            findings.TooLarge(span, $"The collections are nested more than {YamlLimits.Depth} deep.");
            return null;
        }

        return node is YamlMapping mapping
            ? CopyMapping(mapping, at, span, depth, ref ordinal, ref nodes)
            : CopySequence((YamlSequence)node, at, span, depth, ref ordinal, ref nodes);
    }

    private YamlMapping? CopyMapping(YamlMapping mapping, TextSpan? at, TextSpan span, int depth, ref int ordinal, ref int nodes)
    {
        var own = ordinal++;
        var entries = new YamlEntry[mapping.Entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = mapping.Entries[i];
            if (Copy(entry.Key, at, depth + 1, ref ordinal, ref nodes) is not YamlScalar key
                || Copy(entry.Value, at, depth + 1, ref ordinal, ref nodes) is not { } value)
            {
                return null;
            }

            entries[i] = new YamlEntry(key, value);
        }

        return new YamlMapping(mapping.Source, span, own, ImmutableCollectionsMarshal.AsImmutableArray(entries));
    }

    private YamlSequence? CopySequence(YamlSequence sequence, TextSpan? at, TextSpan span, int depth, ref int ordinal, ref int nodes)
    {
        var own = ordinal++;
        var items = new YamlNode[sequence.Items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            if (Copy(sequence.Items[i], at, depth + 1, ref ordinal, ref nodes) is not { } item)
            {
                return null;
            }

            items[i] = item;
        }

        return new YamlSequence(sequence.Source, span, own, ImmutableCollectionsMarshal.AsImmutableArray(items));
    }
}
