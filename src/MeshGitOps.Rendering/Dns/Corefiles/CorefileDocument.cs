using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns.Corefiles;

/// <summary>A Corefile that was read: its stanzas with their places. It is never written back from here; changes splice its text.</summary>
/// <param name="Stanzas">In reading order.</param>
/// <param name="Imports">The words <c>import</c> outside of all stanzas, in reading order.</param>
/// <param name="Comments">In reading order.</param>
internal sealed record CorefileDocument(
    SourceText Source,
    ImmutableArray<CorefileStanza> Stanzas,
    ImmutableArray<CorefileToken> Imports,
    ImmutableArray<CorefileComment> Comments);

/// <summary>A server block or a snippet.</summary>
/// <param name="Keys">The zones as they are written, <c>example.com:53</c>; the name in brackets of a snippet.</param>
/// <param name="Plugins">In reading order, imports among them.</param>
/// <param name="Span">From the first key to the closing brace.</param>
/// <param name="Form">Whether it has braces.</param>
internal sealed record CorefileStanza(
    ImmutableArray<CorefileToken> Keys,
    ImmutableArray<CorefilePlugin> Plugins,
    TextSpan Span,
    CorefileStanzaForm Form);

internal enum CorefileStanzaForm
{
    Braces,

    /// <summary>The only server block of its file, which reaches to the end of it.</summary>
    WholeFile,

    /// <summary>A named piece for <c>import</c>; it serves nothing.</summary>
    Snippet,
}

/// <summary>A plugin of a stanza.</summary>
/// <param name="Arguments">On its own line; an opening brace is not among them.</param>
/// <param name="Properties">The lines of its block.</param>
/// <param name="Block">What stands between the braces of its block; null where it has none.</param>
internal sealed record CorefilePlugin(
    CorefileToken Name,
    ImmutableArray<CorefileToken> Arguments,
    ImmutableArray<CorefileProperty> Properties,
    TextSpan? Block);

/// <summary>A line of a plugin's block.</summary>
/// <param name="Depth">1 in the plugin's own block, more in one inside it.</param>
internal sealed record CorefileProperty(CorefileToken Name, ImmutableArray<CorefileToken> Arguments, int Depth);
