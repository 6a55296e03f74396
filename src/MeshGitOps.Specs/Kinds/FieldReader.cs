using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds;

/// <summary>
/// Reads the fields of a mapping that was checked against its schema.
/// What the schema refused reads as not written: it is reported already.
/// </summary>
internal sealed class FieldReader
{
    private readonly YamlMapping? _mapping;
    private readonly SchemaFindings _findings;

    /// <param name="mapping">Null where the field is not written; then every field below it is absent.</param>
    /// <param name="location">The key of the mapping, or the mapping itself in a list.</param>
    public FieldReader(YamlMapping? mapping, SourceLocation location, SchemaFindings findings, DiagnosticBag diagnostics)
    {
        _mapping = mapping;
        _findings = findings;
        Location = location;
        Diagnostics = diagnostics;
    }

    public SourceLocation Location { get; }

    /// <summary>For what a schema cannot say.</summary>
    public DiagnosticBag Diagnostics { get; }

    public Located<string>? Text(string name) => Find(name) is { } field ? TextOf(field.Value) : null;

    public Located<bool>? Flag(string name) =>
        Find(name) is { Value: YamlScalar scalar } && YamlScalarTypes.TryGetBoolean(scalar, out var value)
            ? new Located<bool>(value, scalar.Location)
            : null;

    public Located<int>? Number(string name) =>
        Find(name) is { Value: YamlScalar scalar } && NumberOf(scalar) is { } value ? new Located<int>(value, scalar.Location) : null;

    public Located<T>? Choice<T>(string name, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        foreach (var (word, value) in choices)
        {
            if (word == text.Value)
            {
                return text.With(value);
            }
        }

        return null;
    }

    /// <summary>Whether a key is there, whatever its value.</summary>
    public bool IsWritten(string name) => _mapping?[name] is not null;

    /// <summary>The mapping under a key; null where it is not written.</summary>
    public FieldReader? Object(string name) =>
        Find(name) is { Value: YamlMapping mapping } field ? Below(mapping, field.Key.Location) : null;

    /// <summary>The mapping under a key, or one without fields.</summary>
    public FieldReader ObjectOrEmpty(string name) => Object(name) ?? Below(null, Location);

    /// <summary>The mappings of a list.</summary>
    public IEnumerable<FieldReader> Objects(string name) =>
        Items(name).OfType<YamlMapping>().Where(IsSound).Select(item => Below(item, item.Location));

    public ImmutableArray<Located<string>> Texts(string name) => [.. Items(name).Select(TextOf).OfType<Located<string>>()];

    public ImmutableSortedDictionary<string, string> Map(string name) =>
        MapOrNull(name) ?? ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Null where the field is not written.</summary>
    public ImmutableSortedDictionary<string, string>? MapOrNull(string name)
    {
        if (Object(name) is not { } map)
        {
            return null;
        }

        var builder = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries())
        {
            if (map.TextOf(value) is { } text)
            {
                builder[key.Value] = text.Value;
            }
        }

        return builder.ToImmutable();
    }

    /// <summary>The entries of a map whose keys are the user's own, in the order of the file.</summary>
    public IEnumerable<(Located<string> Key, YamlNode Value)> Entries() =>
        (_mapping?.Entries ?? [])
            .Where(entry => IsSound(entry.Key) && IsSound(entry.Value))
            .Select(entry => (new Located<string>(entry.Key.Value, entry.Key.Location), entry.Value));

    /// <summary>The texts of a list that is a value of <see cref="Entries"/>.</summary>
    public ImmutableArray<Located<string>> TextsOf(YamlNode node) =>
        node is YamlSequence sequence ? [.. sequence.Items.Select(TextOf).OfType<Located<string>>()] : [];

    public Located<string>? TextOf(YamlNode node) =>
        node is YamlScalar scalar && IsSound(scalar) ? new Located<string>(scalar.Value, scalar.Location) : null;

    /// <summary>The whole numbers of a list.</summary>
    public ImmutableArray<Located<int>> Numbers(string name) =>
    [
        .. from item in Items(name).OfType<YamlScalar>()
           where IsSound(item)
           let number = NumberOf(item)
           where number is not null
           select new Located<int>(number.Value, item.Location),
    ];

    /// <summary>Reports items whose key was used by an earlier item.</summary>
    public void RefuseRepeats(IEnumerable<Located<string>?> keys, string what)
    {
        var first = new Dictionary<string, Located<string>>(StringComparer.Ordinal);
        foreach (var key in keys.OfType<Located<string>>())
        {
            if (!first.TryAdd(key.Value, key))
            {
                Diagnostics.Add(
                    SpecDiagnostics.Repeated,
                    key.Location,
                    string.Create(CultureInfo.InvariantCulture, $"The {what} '{key.Value}' is listed twice."),
                    "Take one out.",
                    new RelatedLocation(first[key.Value].Location, "It is listed here first."));
            }
        }
    }

    private static int? NumberOf(YamlScalar scalar) =>
        YamlScalarTypes.TryGetInteger(scalar, out var value) && value is >= int.MinValue and <= int.MaxValue ? (int)value : null;

    private FieldReader Below(YamlMapping? mapping, SourceLocation location) => new(mapping, location, _findings, Diagnostics);

    private ImmutableArray<YamlNode> Items(string name) =>
        Find(name) is { Value: YamlSequence sequence } ? sequence.Items : [];

    private YamlEntry? Find(string name)
    {
        if (_mapping is null)
        {
            return null;
        }

        foreach (var entry in _mapping.Entries)
        {
            if (entry.Key.Value == name)
            {
                return IsSound(entry.Value) ? entry : null;
            }
        }

        return null;
    }

    private bool IsSound(YamlNode node) => _findings.Faulty.IsEmpty || !_findings.Faulty.Contains(node.Ordinal);
}
