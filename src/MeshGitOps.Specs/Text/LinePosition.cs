namespace MeshGitOps.Specs.Text;

/// <summary>A 1-based line and a 1-based column in UTF-16 units, as editors and CI count them.</summary>
public readonly record struct LinePosition(int Line, int Column);
