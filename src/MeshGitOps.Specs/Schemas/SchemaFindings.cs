using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Specs.Schemas;

/// <summary>What a schema refuses in a document.</summary>
/// <param name="Diagnostics">Sorted.</param>
/// <param name="Faulty">Ordinals of the nodes that are refused: a binder reads them as not written, so that one cause is reported once.</param>
internal sealed record SchemaFindings(ImmutableArray<Diagnostic> Diagnostics, ImmutableHashSet<int> Faulty)
{
    public static readonly SchemaFindings None = new([], []);
}
