using System.Buffers;

namespace MeshGitOps.Specs.Kinds;

/// <summary>Names of branches and tags as git takes them (the rules of <c>git check-ref-format</c>).</summary>
public static class GitNames
{
    /// <summary>A name becomes a file below <c>.git/refs</c>, and a value of labels and logs of other tools.</summary>
    public const int MaxLength = 200;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(" ~^:?*[\\");

    /// <summary>Null for a name that a branch can have; else the end of a sentence that begins with the name.</summary>
    public static string? WhyNoBranch(string name) => name switch
    {
        "HEAD" => "is what git calls the current commit",
        _ when name.StartsWith("refs/", StringComparison.Ordinal) => "begins with 'refs/'; the name of a branch stands alone",
        _ => WhyNoName(name),
    };

    /// <summary>The same for the name of any reference.</summary>
    public static string? WhyNoName(string name)
    {
        if (name.Length is 0 or > MaxLength)
        {
            return $"is empty or longer than {MaxLength} characters";
        }

        if (name[0] == '-')
        {
            return "begins with '-', which git reads as an option";
        }

        if (name == "@" || name.Contains("@{", StringComparison.Ordinal))
        {
            return "is or has what git reads as an expression ('@', '@{')";
        }

        if (name.AsSpan().ContainsAny(Forbidden) || name.Any(char.IsControl))
        {
            return "has a space, a control character or one of '~^:?*[\\'";
        }

        if (name.Contains("..", StringComparison.Ordinal) || name[^1] == '.')
        {
            return "has '..' or ends with '.'";
        }

        return name.Split('/').Select(WhyNoComponent).FirstOrDefault(reason => reason is not null);
    }

    private static string? WhyNoComponent(string component) =>
        component.Length == 0 ? "begins or ends with '/', or has '//'"
        : component[0] == '.' ? "has a part that begins with '.'"
        : component.EndsWith(".lock", StringComparison.Ordinal) ? "has a part that ends with '.lock'"
        : null;
}
