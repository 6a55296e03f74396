using System.Collections.Immutable;

namespace MeshGitOps.Rendering.Manifests;

/// <summary>A value of a manifest: what is to be written, before any thought of quotes or indentation. Compared by content.</summary>
public abstract record ManifestValue
{
    private protected ManifestValue()
    {
    }

    public static implicit operator ManifestValue(string value) => new ManifestString(value);

    public static implicit operator ManifestValue(int value) => new ManifestInteger(value);

    public static implicit operator ManifestValue(bool value) => new ManifestBoolean(value);
}

public sealed record ManifestString(string Value) : ManifestValue;

public sealed record ManifestInteger(long Value) : ManifestValue;

public sealed record ManifestBoolean(bool Value) : ManifestValue;

/// <summary>A sequence; an empty one is written as <c>[]</c>.</summary>
public sealed record ManifestSequence(ImmutableArray<ManifestValue> Items) : ManifestValue
{
    public bool Equals(ManifestSequence? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Length;
}

/// <summary>A mapping in the order in which it is written; an empty one is written as <c>{}</c>.</summary>
public sealed record ManifestMapping(ImmutableArray<ManifestField> Fields) : ManifestValue
{
    public ManifestValue? this[string key]
    {
        get
        {
            foreach (var field in Fields)
            {
                if (field.Key == key)
                {
                    return field.Value;
                }
            }

            return null;
        }
    }

    public bool Equals(ManifestMapping? other) => other is not null && Fields.SequenceEqual(other.Fields);

    public override int GetHashCode() => Fields.Length;
}

public readonly record struct ManifestField(string Key, ManifestValue Value);
