namespace MeshGitOps.Specs.Text;

/// <summary>A range of a source, in UTF-16 units of its text.</summary>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>The first unit after the range.</summary>
    public int End => Start + Length;

    /// <summary>Whether <paramref name="other"/> lies wholly inside this range.</summary>
    public bool Contains(TextSpan other) => other.Start >= Start && other.End <= End;
}
