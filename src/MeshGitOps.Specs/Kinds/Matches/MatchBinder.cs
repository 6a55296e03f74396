using System.Collections.Immutable;

namespace MeshGitOps.Specs.Kinds.Matches;

/// <summary>Reads what requests are matched by; the same fields in every kind that has them.</summary>
internal static class MatchBinder
{
    public static TextMatchSpec? BindPath(FieldReader parent) => parent.Object("path") is { } path ? BindText(path) : null;

    public static ImmutableArray<HeaderMatchSpec> BindHeaders(FieldReader parent)
    {
        var names = parent.ObjectOrEmpty("headers");
        var headers = ImmutableArray.CreateBuilder<HeaderMatchSpec>();
        foreach (var (name, _) in names.Entries())
        {
            if (names.Object(name.Value) is { } header && BindText(header) is { } value)
            {
                headers.Add(new HeaderMatchSpec(name, value));
            }
        }

        return headers.DrainToImmutable();
    }

    private static TextMatchSpec? BindText(FieldReader match) =>
        match.Text("exact") is { } exact ? new(TextMatchKind.Exact, exact)
        : match.Text("prefix") is { } prefix ? new(TextMatchKind.Prefix, prefix)
        : match.Text("regex") is { } regex ? new(TextMatchKind.Regex, regex)
        : null;
}
