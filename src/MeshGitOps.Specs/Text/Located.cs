namespace MeshGitOps.Specs.Text;

/// <summary>A value that can still say where it was written.</summary>
public sealed record Located<T>(T Value, SourceLocation Location)
{
    /// <summary>Another value at the same place.</summary>
    public Located<TOther> With<TOther>(TOther value) => new(value, Location);

    public override string ToString() => Value?.ToString() ?? "";
}
