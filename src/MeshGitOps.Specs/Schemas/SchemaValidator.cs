using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Schemas;

/// <summary>
/// Checks a document against the schema of its kind, in one walk over the tree and without building another one.
/// A test compares it with NJsonSchema over the same schema files.
/// </summary>
internal sealed class SchemaValidator
{
    private readonly string _subject;
    private readonly DiagnosticBag _diagnostics = new();
    private readonly HashSet<int> _faulty = [];
    private readonly List<string>? _fields;
    private readonly FieldPath _path;
    private readonly SchemaNode _root;
    private readonly bool _isManifest;

    private SchemaValidator(SchemaNode root, string subject, bool isManifest, FieldPath path, List<string>? fields)
    {
        _root = root;
        _subject = subject;
        _isManifest = isManifest;
        _path = path;
        _fields = fields;
    }

    /// <param name="subject">The document in messages: <c>GlobalNamespace 'acme'</c>.</param>
    public static SchemaFindings Validate(SpecSchema schema, YamlMapping document, string subject) =>
        Validate(new SchemaValidator(schema.Root, subject, isManifest: false, new FieldPath(), fields: null), document);

    /// <summary>
    /// Reads as the API server does: it drops a field whose value is null, and its YAML 1.1 takes <c>yes</c> and <c>on</c> for booleans.
    /// </summary>
    /// <param name="subject">The object in messages: <c>VirtualService 'shop/catalog'</c>.</param>
    public static SchemaFindings ValidateManifest(SchemaNode schema, YamlMapping document, string subject) =>
        Validate(new SchemaValidator(schema, subject, isManifest: true, new FieldPath(), fields: null), document);

    private static SchemaFindings Validate(SchemaValidator validator, YamlMapping document)
    {
        validator.Check(validator._root, document, null);
        return validator._diagnostics.Count == 0
            ? SchemaFindings.None
            : new SchemaFindings(DiagnosticOrder.Sort(validator._diagnostics.ToImmutable()), [.. validator._faulty]);
    }

    /// <summary>The same with the path of the field that each finding is about, in the order of the walk.</summary>
    public static IEnumerable<(Diagnostic Finding, string Field)> ValidateFields(SchemaNode schema, YamlMapping document, string subject)
    {
        var fields = new List<string>();
        var validator = new SchemaValidator(schema, subject, isManifest: false, new FieldPath { KeepsSpec = true }, fields);
        validator.Check(schema, document, null);
        return validator._diagnostics.ToImmutable().Zip(fields);
    }

    /// <param name="key">The key that the node stands under, where there is one.</param>
    private void Check(SchemaNode schema, YamlNode node, YamlScalar? key)
    {
        if (schema == SchemaNode.Anything)
        {
            return;
        }

        if (schema.IsNotYet && !IsEmpty(node))
        {
            AddNotYet(key?.Location ?? node.Location, $"Field '{_path}' is not supported yet.");
            _faulty.Add(node.Ordinal);
            return;
        }

        switch (node)
        {
            case YamlMapping mapping when Allows(schema, SchemaTypes.Object):
                CheckMapping(schema, mapping, key);
                break;
            case YamlSequence sequence when Allows(schema, SchemaTypes.Array):
                CheckSequence(schema, sequence, key);
                break;
            case YamlScalar scalar when Allows(schema, TypeOf(scalar)):
                CheckScalar(schema, scalar);
                break;
            default:
                AddWrongType(schema, node, key);
                break;
        }
    }

    private SchemaTypes TypeOf(YamlScalar scalar) =>
        _isManifest && YamlScalarTypes.IsBooleanInYaml11(scalar) ? SchemaTypes.Boolean : SchemaWords.TypeOf(scalar);

    private string Actual(YamlNode node) => _isManifest && node is YamlScalar scalar && YamlScalarTypes.IsBooleanInYaml11(scalar)
        ? $"'{scalar}', which Kubernetes reads as a boolean"
        : SchemaWords.Actual(node);

    private bool IsDropped(YamlNode? value) => _isManifest && value is YamlScalar scalar && YamlScalarTypes.IsNull(scalar);

    private static bool Allows(SchemaNode schema, SchemaTypes type) =>
        schema.Types == SchemaTypes.Any || (schema.Types & type) != 0;

    /// <summary>Nothing is asked for by an empty list, an empty mapping or false.</summary>
    private static bool IsEmpty(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.IsEmpty,
        YamlSequence sequence => sequence.Items.IsEmpty,
        YamlScalar scalar => YamlScalarTypes.IsNull(scalar) || (YamlScalarTypes.TryGetBoolean(scalar, out var value) && !value),
        _ => false,
    };

    private void CheckMapping(SchemaNode schema, YamlMapping mapping, YamlScalar? key)
    {
        var known = 0;
        foreach (var entry in mapping.Entries)
        {
            if (schema.Properties.TryGetValue(entry.Key.Value, out var property))
            {
                known++;
                CheckField(property, entry);
            }
            else if (schema.Additional is not { } additional)
            {
                AddUnknownField(schema, mapping, entry.Key);
            }
            else
            {
                CheckKey(schema, entry.Key);
                CheckField(additional, entry);
            }
        }

        if (known < schema.Properties.Count)
        {
            CheckRequired(schema, mapping, key);
        }

        foreach (var group in schema.AtMostOne)
        {
            CheckAtMostOne(group, mapping);
        }

        CheckCount(mapping, key, mapping.Entries.Length, schema.MinProperties, schema.MaxProperties);
    }

    private void CheckAtMostOne(ImmutableArray<string> group, YamlMapping mapping)
    {
        var written = mapping.Entries.Where(entry => group.Contains(entry.Key.Value) && !IsDropped(entry.Value)).ToList();
        for (var i = 1; i < written.Count; i++)
        {
            Refuse(
                written[i].Key,
                SpecDiagnostics.InvalidValue,
                $"Field '{_path.With(written[i].Key.Value)}' excludes '{written[0].Key.Value}', but both are written.",
                $"Write one of {SchemaWords.List(group)}.");
        }
    }

    private void CheckKey(SchemaNode schema, YamlScalar key)
    {
        if (schema.Keys is { } keys && !keys.Accepts(key.Value))
        {
            Refuse(key, SpecDiagnostics.InvalidValue, $"Key '{_path.With(key.Value)}' must be {keys.Words}.", keys.Help);
        }
    }

    private void CheckField(SchemaNode schema, YamlEntry entry)
    {
        if (IsDropped(entry.Value))
        {
            return;
        }

        _path.Push(entry.Key.Value);
        Check(schema, entry.Value, entry.Key);
        _path.Pop();
    }

    private void CheckRequired(SchemaNode schema, YamlMapping mapping, YamlScalar? key)
    {
        foreach (var name in schema.Required)
        {
            if (mapping[name] is null || IsDropped(mapping[name]))
            {
                Add(
                    name,
                    SpecDiagnostics.MissingField,
                    PlaceOf(mapping, key),
                    $"Field '{_path.With(name)}' is missing in {_subject}.",
                    schema.Properties.TryGetValue(name, out var property) ? property.Description : null);
            }
        }
    }

    /// <summary>A key, where there is one: the range of a mapping may be a hundred lines.</summary>
    private static SourceLocation PlaceOf(YamlNode node, YamlScalar? key) => (key, node) switch
    {
        ({ } written, _) => written.Location,
        (_, YamlMapping { Entries: [var first, ..] }) => first.Key.Location,
        _ => node.Location,
    };

    private void CheckSequence(SchemaNode schema, YamlSequence sequence, YamlScalar? key)
    {
        CheckCount(sequence, key, sequence.Items.Length, schema.MinItems, schema.MaxItems);
        if (schema.UniqueItems)
        {
            CheckUnique(sequence);
        }

        if (schema.Items is not { } items)
        {
            return;
        }

        for (var i = 0; i < sequence.Items.Length; i++)
        {
            _path.Push(i);
            Check(items, sequence.Items[i], null);
            _path.Pop();
        }
    }

    private void CheckUnique(YamlSequence sequence)
    {
        var first = new Dictionary<string, YamlScalar>(StringComparer.Ordinal);
        foreach (var item in sequence.Items.OfType<YamlScalar>())
        {
            if (!first.TryAdd(item.Value, item))
            {
                _faulty.Add(item.Ordinal);
                Add(
                    null,
                    SpecDiagnostics.Repeated,
                    item.Location,
                    $"Field '{_path}' lists '{Shown.Of(item.Value)}' twice.",
                    "Take one out.",
                    new RelatedLocation(first[item.Value].Location, "It is listed here first."));
            }
        }
    }

    private void CheckCount(YamlNode node, YamlScalar? key, int count, int minimum, int maximum)
    {
        if (count < minimum || count > maximum)
        {
            _faulty.Add(node.Ordinal);
            Add(null, SpecDiagnostics.OutOfRange, PlaceOf(node, key), (minimum == maximum, count < minimum) switch
            {
                (true, _) => Invariant($"Field '{_path}' must have exactly {SchemaWords.Entries(minimum)}, but has {count}."),
                (_, true) => Invariant($"Field '{_path}' must have at least {SchemaWords.Entries(minimum)}, but has {count}."),
                _ => Invariant($"Field '{_path}' must have at most {SchemaWords.Entries(maximum)}, but has {count}."),
            });
        }
    }

    private void CheckScalar(SchemaNode schema, YamlScalar scalar)
    {
        if (!schema.Enum.IsEmpty)
        {
            CheckEnum(schema, scalar);
        }
        else if (schema.Format is { } format)
        {
            if (!format.Accepts(scalar.Value))
            {
                Refuse(scalar, SpecDiagnostics.InvalidValue, $"Field '{_path}' must be {format.Words}, but is {SchemaWords.Quote(scalar.Value)}.", format.Help);
            }
        }
        else if (scalar.Value.Length > schema.MaxLength)
        {
            Refuse(scalar, SpecDiagnostics.InvalidValue, Invariant($"Field '{_path}' must have at most {schema.MaxLength} characters, but has {scalar.Value.Length}."), null);
        }
        else if (scalar.Value.Length < schema.MinLength)
        {
            Refuse(scalar, SpecDiagnostics.InvalidValue, Invariant($"Field '{_path}' must have at least {SchemaWords.Characters(schema.MinLength)}, but has {scalar.Value.Length}."), null);
        }
        else if (schema.Pattern is { } pattern && !pattern.IsMatch(scalar.Value))
        {
            Refuse(scalar, SpecDiagnostics.InvalidValue, $"Field '{_path}' must match '{pattern}', but is {SchemaWords.Quote(scalar.Value)}.", null);
        }

        if (schema.Minimum is not null || schema.Maximum is not null)
        {
            CheckRange(schema, scalar);
        }
    }

    private void CheckEnum(SchemaNode schema, YamlScalar scalar)
    {
        if (!schema.Enum.Contains(scalar.Value))
        {
            _faulty.Add(scalar.Ordinal);
            Add(null, Diagnostic.Create(
                SpecDiagnostics.UnknownValue,
                scalar.Location,
                schema.Enum.Length == 1
                    ? $"Field '{_path}' must be '{schema.Enum[0]}', but is {SchemaWords.Quote(scalar.Value)}."
                    : $"Field '{_path}' must be one of {SchemaWords.List(schema.Enum)}, but is {SchemaWords.Quote(scalar.Value)}.",
                Suggestion.Help(scalar.Value, schema.Enum)) with
            {
                Fix = Suggestion.Only(scalar.Value, schema.Enum) is { } value ? SuggestedFix.Safe($"Write '{value}'.", YamlEdits.Replace(scalar, value)) : null,
            });
        }
        else if (schema.NotYetValues.Contains(scalar.Value))
        {
            AddNotYet(scalar.Location, $"Field '{_path}' with the value '{scalar.Value}' is not supported yet.");
        }
    }

    private void CheckRange(SchemaNode schema, YamlScalar scalar)
    {
        if (!YamlScalarTypes.TryGetNumber(scalar, out var number))
        {
            // Hexadecimal and octal integers of more than 64 bits: read as not written, a list of ports would be empty and mean all.
            if (TypeOf(scalar) != SchemaTypes.Integer)
            {
                return;
            }

            number = double.PositiveInfinity;
        }

        if (schema.Minimum is { } minimum && !(number >= (double)minimum))
        {
            Refuse(scalar, SpecDiagnostics.OutOfRange, Invariant($"Field '{_path}' must be at least {minimum}, but is {Shown.Of(scalar.Value)}."), null);
        }
        else if (schema.Maximum is { } maximum && !(number <= (double)maximum))
        {
            Refuse(scalar, SpecDiagnostics.OutOfRange, Invariant($"Field '{_path}' must be at most {maximum}, but is {Shown.Of(scalar.Value)}."), null);
        }
    }

    private void AddUnknownField(SchemaNode schema, YamlMapping mapping, YamlScalar key)
    {
        var help = Suggestion.Help(key.Value, schema.Properties.Keys);
        if (help is null && _path.Depth == 0 && _root.Properties.TryGetValue("spec", out var spec) && spec.Properties.ContainsKey(key.Value))
        {
            help = $"Write '{key.Value}' below 'spec'.";
        }

        Add(key.Value, Diagnostic.Create(
            SpecDiagnostics.UnknownField,
            key.Location,
            $"Unknown field '{_path.With(key.Value)}' in {_subject}.",
            help ?? SchemaWords.KnownFields(schema)) with
        {
            Fix = Suggestion.Only(key.Value, schema.Properties.Keys) is { } meant && mapping[meant] is null
                ? SuggestedFix.Safe($"Rename the field to '{meant}'.", YamlEdits.Replace(key, meant))
                : null,
        });
    }

    private void AddWrongType(SchemaNode schema, YamlNode node, YamlScalar? key)
    {
        _faulty.Add(node.Ordinal);
        var location = node is YamlScalar { Span.Length: > 0 } ? node.Location : PlaceOf(node, key);
        Add(
            null,
            SpecDiagnostics.WrongType,
            location,
            _path.Depth == 0
                ? $"{_subject} must be a mapping."
                : $"Field '{_path}' must be {SchemaWords.Expected(schema)}, but is {Actual(node)}.",
            SchemaWords.TypeHelp(schema, node));
    }

    /// <param name="field">The field below the current one that the finding is about, or null.</param>
    private void Add(string? field, DiagnosticDescriptor descriptor, SourceLocation location, string message, string? help = null, params ReadOnlySpan<RelatedLocation> related) =>
        Add(field, Diagnostic.Create(descriptor, location, message, help, related));

    private void Add(string? field, Diagnostic finding)
    {
        _diagnostics.Add(finding);
        _fields?.Add(field is null ? _path.ToString() : _path.With(field));
    }

    private void Refuse(YamlScalar scalar, DiagnosticDescriptor descriptor, string message, string? help)
    {
        _faulty.Add(scalar.Ordinal);
        Add(null, descriptor, scalar.Location, message, help);
    }

    private void AddNotYet(SourceLocation location, string message) =>
        Add(null, SpecDiagnostics.NotSupportedYet, location, message, "Take it out for now: nothing would be rendered for it.");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
