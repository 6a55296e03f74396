using System.Collections.Immutable;

namespace MeshGitOps.Rendering.Manifests;

/// <summary>Builds a mapping field by field, in the order of writing; null leaves the field out.</summary>
public sealed class ManifestBuilder
{
    private readonly ImmutableArray<ManifestField>.Builder _fields = ImmutableArray.CreateBuilder<ManifestField>();

    public ManifestBuilder Add(string key, ManifestValue? value)
    {
        if (value is not null)
        {
            _fields.Add(new ManifestField(key, value));
        }

        return this;
    }

    public ManifestBuilder Add(string key, ManifestBuilder? value) => Add(key, value?.Build());

    public ManifestBuilder Add(string key, IEnumerable<string> items) => Add(key, Sequence(items));

    public ManifestMapping Build() => new(_fields.ToImmutable());

    public static ManifestSequence Sequence(IEnumerable<string> items) =>
        new([.. items.Select(item => (ManifestValue)item)]);

    public static ManifestSequence Sequence(IEnumerable<ManifestBuilder> items) =>
        new([.. items.Select(item => (ManifestValue)item.Build())]);

    public static ManifestMapping StringMap(IEnumerable<KeyValuePair<string, string>> entries) =>
        new([.. entries.Select(entry => new ManifestField(entry.Key, entry.Value))]);
}
