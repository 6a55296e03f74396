using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>
/// Reads the fields of one object. A field that is missing or null is null; one of the wrong type is null with a finding.
/// At most <see cref="YamlLimits.Findings"/> are reported; the reader of the file gives the rest up then.
/// </summary>
internal sealed class ManifestFields(YamlMapping root, DiagnosticBag bag)
{
    private static readonly ImmutableSortedDictionary<string, string> NoLabels =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    private int _reported;

    public YamlMapping Root { get; } = root;

    public YamlMapping? Mapping(YamlMapping? parent, string key) => Value(parent, key) switch
    {
        null => null,
        YamlMapping mapping => mapping,
        var other => Wrong<YamlMapping>(other, "a mapping"),
    };

    /// <summary>The items of a list, each a mapping; others are left out with a finding.</summary>
    public IEnumerable<YamlMapping> Mappings(YamlMapping? parent, string key)
    {
        foreach (var item in Items(parent, key))
        {
            if (item is YamlMapping mapping)
            {
                yield return mapping;
            }
            else
            {
                Wrong<YamlMapping>(item, "a mapping");
            }
        }
    }

    public ImmutableArray<YamlNode> Items(YamlMapping? parent, string key) => Value(parent, key) switch
    {
        null => [],
        YamlSequence sequence => sequence.Items,
        var other => Wrong<YamlSequence>(other, "a list")?.Items ?? [],
    };

    public YamlScalar? Text(YamlMapping? parent, string key) => Value(parent, key) is { } value ? Text(value) : null;

    public int? Integer(YamlMapping? parent, string key)
    {
        var value = Value(parent, key);
        if (value is YamlScalar scalar && YamlScalarTypes.TryGetInteger(scalar, out var number) && number is >= int.MinValue and <= int.MaxValue)
        {
            return (int)number;
        }

        if (value is not null)
        {
            Wrong<YamlScalar>(value, "an integer");
        }

        return null;
    }

    /// <summary>A mapping of strings, such as labels.</summary>
    public ImmutableSortedDictionary<string, string> Labels(YamlMapping? parent, string key)
    {
        if (Mapping(parent, key) is not { Entries.Length: > 0 } mapping)
        {
            return NoLabels;
        }

        var labels = NoLabels.ToBuilder();
        foreach (var entry in mapping.Entries)
        {
            if (Text(entry.Value) is { } text)
            {
                labels[entry.Key.Value] = text.Value;
            }
        }

        return labels.ToImmutable();
    }

    /// <summary>What stands under a key, or null where nothing does.</summary>
    public static YamlNode? Value(YamlMapping? parent, string key) =>
        parent?[key] is { } value && !(value is YamlScalar scalar && YamlScalarTypes.IsNull(scalar)) ? value : null;

    public void Report(DiagnosticDescriptor descriptor, YamlNode node, string message, string? help = null)
    {
        if (_reported++ < YamlLimits.Findings)
        {
            bag.Add(descriptor, node.Location, message, help);
        }
    }

    public void Report(DiagnosticDescriptor descriptor, SourceLocation location, string message, RelatedLocation related)
    {
        if (_reported++ < YamlLimits.Findings)
        {
            bag.Add(descriptor, location, message, null, related);
        }
    }

    /// <summary>The path of a node for messages, <c>spec.ports[0].name</c>.</summary>
    public string PathOf(YamlNode node) => YamlPath.Of(Root, node) ?? "";

    private YamlScalar? Text(YamlNode node)
    {
        if (node is not YamlScalar scalar)
        {
            return Wrong<YamlScalar>(node, "a string");
        }

        if (YamlScalarTypes.TypeOf(scalar) is YamlScalarType.String && !YamlScalarTypes.IsBooleanInYaml11(scalar))
        {
            return scalar;
        }

        return YamlScalarTypes.IsNull(scalar) ? null : Wrong<YamlScalar>(node, "a string", "Put the value in quotes.");
    }

    private T? Wrong<T>(YamlNode node, string expected, string? help = null)
        where T : YamlNode
    {
        Report(ManifestDiagnostics.WrongType, node, $"Field '{PathOf(node)}' must be {expected}, but is {Describe(node)}.", help);
        return null;
    }

    private static string Describe(YamlNode node) => node switch
    {
        YamlMapping => "a mapping",
        YamlSequence => "a list",
        YamlScalar scalar => YamlScalarTypes.TypeOf(scalar) switch
        {
            YamlScalarType.Null => "null",
            YamlScalarType.Boolean => $"the boolean '{scalar}'",
            YamlScalarType.Integer or YamlScalarType.Float => $"the number '{Shown.Of(scalar.Value)}'",
            _ when YamlScalarTypes.IsBooleanInYaml11(scalar) => $"'{scalar}', which Kubernetes reads as a boolean",
            _ => $"the string '{Shown.Of(scalar.Value)}'",
        },
        _ => "something else",
    };
}
