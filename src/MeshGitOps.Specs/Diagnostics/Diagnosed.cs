using System.Collections.Immutable;

namespace MeshGitOps.Specs.Diagnostics;

/// <summary>What a stage made, together with what it found wrong. A stage never throws for a mistake of the user.</summary>
public sealed record Diagnosed<T>(T Value, ImmutableArray<Diagnostic> Diagnostics);
