namespace MeshGitOps.Specs.Schemas;

/// <summary>What a text must be beyond a pattern.</summary>
/// <param name="Name">The value of <c>format</c> in a schema.</param>
/// <param name="Words">Completes "must be …".</param>
/// <param name="Help">An example or the way out.</param>
internal sealed record ValueFormat(string Name, string Words, Func<string, bool> Accepts, string? Help = null);
