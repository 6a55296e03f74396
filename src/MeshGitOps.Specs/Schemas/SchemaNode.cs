using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace MeshGitOps.Specs.Schemas;

/// <summary>
/// One compiled schema: the keywords of JSON Schema draft-07 that NJsonSchema 10.7.2 enforces, <c>format</c> with the
/// names of <see cref="ValueFormats"/>, and three keywords of ours, <c>x-keys</c>, <c>x-atMostOne</c> and <c>x-notYet</c>, which other tools ignore.
/// </summary>
internal sealed class SchemaNode
{
    /// <summary>Takes whatever is written.</summary>
    public static readonly SchemaNode Anything = new();

    public SchemaTypes Types { get; init; }

    /// <summary>The words of <c>description</c>.</summary>
    public string? Description { get; init; }

    public FrozenDictionary<string, SchemaNode> Properties { get; init; } = FrozenDictionary<string, SchemaNode>.Empty;

    /// <summary>The schema of fields that <see cref="Properties"/> does not name; null means that they are refused.</summary>
    public SchemaNode? Additional { get; init; }

    public ImmutableArray<string> Required { get; init; } = [];

    public ImmutableArray<string> Enum { get; init; } = [];

    /// <summary>Groups of fields of which one at most may be written.</summary>
    public ImmutableArray<ImmutableArray<string>> AtMostOne { get; init; } = [];

    public Regex? Pattern { get; init; }

    /// <summary>Stricter than <see cref="Pattern"/>, which is for editors where both are given.</summary>
    public ValueFormat? Format { get; init; }

    /// <summary>What the keys of a map must be.</summary>
    public ValueFormat? Keys { get; init; }

    public int MinLength { get; init; }

    public int MaxLength { get; init; } = int.MaxValue;

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    public SchemaNode? Items { get; init; }

    public int MinItems { get; init; }

    public int MaxItems { get; init; } = int.MaxValue;

    public bool UniqueItems { get; init; }

    public int MinProperties { get; init; }

    public int MaxProperties { get; init; } = int.MaxValue;

    /// <summary>Whatever is written here is not rendered by this version.</summary>
    public bool IsNotYet { get; init; }

    /// <summary>The values that this version does not render.</summary>
    public ImmutableArray<string> NotYetValues { get; init; } = [];
}
