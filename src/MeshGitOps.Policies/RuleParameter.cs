using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies;

/// <summary>A setting of a rule besides its level.</summary>
public abstract class RuleParameter
{
    private protected RuleParameter(string name, string type, string defaultText, string description, string schema)
    {
        Name = name;
        Type = type;
        DefaultText = defaultText;
        Description = description;
        Schema = schema;
    }

    public string Name { get; }

    /// <summary>The type in words: the end of "must be …".</summary>
    public string Type { get; }

    /// <summary>The default as a policy file writes it.</summary>
    public string DefaultText { get; }

    /// <summary>One sentence for the list of rules.</summary>
    public string Description { get; }

    /// <summary>The keywords of its JSON schema besides description and default, as the inside of a JSON object.</summary>
    internal string Schema { get; }

    /// <summary>A whole number of at least 0.</summary>
    public static RuleParameter<int> Number(string name, int defaultValue, string description) => new(
        name,
        "a whole number of at least 0",
        defaultValue,
        defaultValue.ToString(CultureInfo.InvariantCulture),
        description,
        node => ReadNumber(node),
        """
        "type": "integer", "minimum": 0
        """);

    /// <summary>An amount as Kubernetes writes it: <c>250m</c>, <c>650M</c>, <c>2Gi</c>.</summary>
    public static RuleParameter<Quantity> Amount(string name, string defaultText, string description) => new(
        name,
        "a Kubernetes quantity such as '250m' or '650M'",
        Quantity.TryParse(defaultText) ?? throw new ArgumentException("The default is no quantity.", nameof(defaultText)),
        defaultText,
        description,
        node => node is YamlScalar scalar ? Quantity.TryParse(scalar.Value) : null,
        """
        "type": ["string", "number"]
        """);

    /// <summary>A list of names, empty by default.</summary>
    public static RuleParameter<ImmutableArray<string>> Names(string name, string description) => new(
        name,
        "a list of names",
        [],
        "[]",
        description,
        node => ReadNames(node),
        """
        "type": "array", "items": {"type": "string", "minLength": 1}
        """);

    /// <summary>The value that a policy file gives, or null where it is of another type.</summary>
    internal abstract object? Read(YamlNode node);

    private static int? ReadNumber(YamlNode node) =>
        node is YamlScalar { IsPlain: true } scalar
        && int.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static ImmutableArray<string>? ReadNames(YamlNode node)
    {
        if (node is not YamlSequence sequence)
        {
            return null;
        }

        var names = ImmutableArray.CreateBuilder<string>(sequence.Items.Length);
        foreach (var item in sequence.Items)
        {
            if (item is not YamlScalar { Value.Length: > 0 } scalar)
            {
                return null;
            }

            names.Add(scalar.Value);
        }

        return names.DrainToImmutable();
    }
}

/// <summary>A parameter with the type of its value, so that a rule reads it without a cast.</summary>
public sealed class RuleParameter<T> : RuleParameter
    where T : notnull
{
    private readonly Func<YamlNode, object?> _read;

    internal RuleParameter(
        string name,
        string type,
        T defaultValue,
        string defaultText,
        string description,
        Func<YamlNode, object?> read,
        string schema)
        : base(name, type, defaultText, description, schema)
    {
        Default = defaultValue;
        _read = read;
    }

    public T Default { get; }

    internal override object? Read(YamlNode node) => _read(node);
}
