namespace MeshGitOps.Specs.Text;

/// <summary>Where something is written: a source that the user can open, and a range in it.</summary>
public readonly record struct SourceLocation(SourceText Source, TextSpan Span)
{
    /// <summary>The path of the source, relative to the root of the repository.</summary>
    public string Path => Source.Path;

    /// <summary>The line and column of the first character.</summary>
    public LinePosition Position => Source.PositionOf(Span.Start);

    /// <summary><c>path:line:column</c>, as editors and terminals make it a link.</summary>
    public override string ToString() => $"{Path}:{Position.Line}:{Position.Column}";
}
