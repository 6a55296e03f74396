namespace MeshGitOps.Rendering.Planning;

/// <summary>Wording that several findings share.</summary>
public static class Words
{
    /// <summary><c>'a', 'b' and 'c'</c>.</summary>
    public static string List(IEnumerable<string> names)
    {
        var quoted = names.Select(name => $"'{name}'").ToList();
        return quoted.Count switch
        {
            0 => "",
            1 => quoted[0],
            _ => $"{string.Join(", ", quoted.SkipLast(1))} and {quoted[^1]}",
        };
    }
}
