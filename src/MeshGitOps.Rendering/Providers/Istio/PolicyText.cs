using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Specs.Kinds.Matches;

namespace MeshGitOps.Rendering.Providers.Istio;

/// <summary>
/// What a path or header must be in the words of an AuthorizationPolicy, which has no regular expressions: the whole text,
/// <c>prefix*</c>, <c>*suffix</c>, or <c>*</c> for any. Source: Istio's <c>security/authz/matcher</c>.
/// </summary>
public static class PolicyText
{
    public const string Any = "*";

    /// <summary>Values of which one must match, sorted as they are written; empty where no list of values means exactly the same.</summary>
    public static ImmutableArray<string> ValuesOf(TextMatchSpec match) => match.Kind switch
    {
        TextMatchKind.Exact => Whole(match.Text.Value) is { } text ? [text] : [],
        TextMatchKind.Prefix => Prefix(match.Text.Value) is { } text ? [text] : [],
        _ => OfRegex(match.Text.Value),
    };

    private static ImmutableArray<string> OfRegex(string regex)
    {
        var values = ImmutableArray.CreateBuilder<string>();
        foreach (var branch in Branches(regex))
        {
            if (OfBranch(branch) is not { } value)
            {
                return [];
            }

            values.Add(value);
        }

        return values.ToImmutable();
    }

    /// <summary>The alternatives of an expression without groups and classes; with such, the whole of it.</summary>
    private static IEnumerable<string> Branches(string regex)
    {
        var start = 0;
        for (var i = 0; i < regex.Length; i++)
        {
            if (regex[i] == '\\')
            {
                i++;
            }
            else if (regex[i] == '|')
            {
                yield return regex[start..i];
                start = i + 1;
            }
        }

        yield return regex[start..];
    }

    /// <summary>A literal with <c>.*</c> before it or behind it; anchors say nothing, as the whole text is matched.</summary>
    private static string? OfBranch(string branch)
    {
        var rest = branch.StartsWith('^') ? branch[1..] : branch;
        var isSuffix = rest.StartsWith(".*", StringComparison.Ordinal);
        rest = isSuffix ? rest[2..] : rest;
        var literal = new StringBuilder(rest.Length);
        var i = 0;
        for (; i < rest.Length; i++)
        {
            if (rest[i] == '\\' && i + 1 < rest.Length && !char.IsAsciiLetterOrDigit(rest[i + 1]))
            {
                // A quantifier behind it is met in the next turn.
                i++;
                literal.Append(rest[i]);
            }
            else if (@"\.+*?()[]{}|^$".Contains(rest[i], StringComparison.Ordinal))
            {
                break;
            }
            else
            {
                literal.Append(rest[i]);
            }
        }

        return (isSuffix, rest[i..]) switch
        {
            (true, "" or "$") when literal.Length == 0 => Any,
            (true, ".*" or ".*$") when literal.Length == 0 => Any,
            (true, "" or "$") => Suffix(literal.ToString()),
            (false, "" or "$") => Whole(literal.ToString()),
            (false, ".*" or ".*$") when literal.Length == 0 => Any,
            (false, ".*" or ".*$") => Prefix(literal.ToString()),
            _ => null,
        };
    }

    private static string? Whole(string text) =>
        text.Length == 0 || text.StartsWith('*') || text.EndsWith('*') || IsTemplate(text) ? null : text;

    private static string? Prefix(string text) => text.StartsWith('*') || IsTemplate(text) ? null : text + "*";

    private static string? Suffix(string text) => IsTemplate(text) ? null : "*" + text;

    /// <summary>From 1.22 on a path with these is a template.</summary>
    private static bool IsTemplate(string text) =>
        text.Contains("{*}", StringComparison.Ordinal) || text.Contains("{**}", StringComparison.Ordinal);
}
