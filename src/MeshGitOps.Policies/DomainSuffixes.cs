namespace MeshGitOps.Policies;

/// <summary>A name and the domains above it, the longest first: <c>a.b.c</c>, <c>b.c</c>, <c>c</c>. At most 127 of them.</summary>
internal static class DomainSuffixes
{
    public static IEnumerable<string> Of(string name)
    {
        yield return name;
        for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            yield return name[(dot + 1)..];
        }
    }
}
