using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Templates;

/// <summary>
/// A template as the engine gets it: written anew from what our own parser understood, so that the engine never sees a
/// construct that was not checked. Marks in its text say which place of the source each piece comes from.
/// </summary>
/// <param name="Places">The place that a mark's number stands for.</param>
/// <param name="Loops">The 'each' blocks, by the number that their call carries.</param>
/// <param name="References">Every path, in the order of the source.</param>
internal sealed record ParsedTemplate(
    string Text,
    ImmutableArray<TextSpan> Places,
    ImmutableArray<TemplateLoop> Loops,
    ImmutableArray<TemplateReference> References);

/// <summary>An 'each' block.</summary>
/// <param name="Tags">The tags inside, which each turn carries out; at least 1.</param>
internal readonly record struct TemplateLoop(TextSpan Tag, int Tags);

/// <summary>A path of an expression.</summary>
/// <param name="Place">The last mark before it.</param>
internal readonly record struct TemplateReference(string Path, TextSpan Span, int Place);
