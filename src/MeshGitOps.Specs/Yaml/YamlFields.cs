using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Yaml;

/// <summary>
/// Looks into a tree whose shape is not known to be right: what is missing, null or of another type is null or empty.
/// Whoever reads this way leaves the report of the wrong shape to somebody else.
/// </summary>
public static class YamlFields
{
    /// <summary>What stands under a key, or null where nothing does or <c>null</c> is written.</summary>
    public static YamlNode? Value(this YamlMapping? parent, string key) =>
        parent?[key] is { } value && !(value is YamlScalar scalar && YamlScalarTypes.IsNull(scalar)) ? value : null;

    public static YamlMapping? Mapping(this YamlMapping? parent, string key) => parent?[key] as YamlMapping;

    public static ImmutableArray<YamlNode> Items(this YamlMapping? parent, string key) =>
        parent?[key] is YamlSequence sequence ? sequence.Items : [];

    /// <summary>The items of a list that are mappings, in their order.</summary>
    public static IEnumerable<YamlMapping> Mappings(this YamlMapping? parent, string key) =>
        parent.Items(key).OfType<YamlMapping>();

    public static YamlScalar? Text(this YamlMapping? parent, string key) => parent.Value(key) as YamlScalar;

    /// <summary>The items of a list that are scalars, in their order.</summary>
    public static ImmutableArray<Located<string>> Texts(this YamlMapping? parent, string key) =>
        [.. parent.Items(key).OfType<YamlScalar>().Select(item => new Located<string>(item.Value, item.Location))];

    public static Located<string>? LocatedText(this YamlMapping? parent, string key) =>
        parent.Text(key) is { } text ? new Located<string>(text.Value, text.Location) : null;

    public static Located<int>? Integer(this YamlMapping? parent, string key) =>
        parent.Text(key) is { } scalar && YamlScalarTypes.TryGetInteger(scalar, out var number) && number is >= int.MinValue and <= int.MaxValue
            ? new Located<int>((int)number, scalar.Location)
            : null;

    public static bool IsTrue(this YamlMapping? parent, string key) => parent.Text(key) is { IsPlain: true, Value: "true" or "True" or "TRUE" };

    /// <summary>The place of a key, or of the mapping where the key is missing.</summary>
    public static SourceLocation KeyLocation(this YamlMapping mapping, string key)
    {
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key.Value == key)
            {
                return entry.Key.Location;
            }
        }

        return mapping.Location;
    }
}
