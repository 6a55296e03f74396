using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Rendering.Manifests;

/// <summary>Reads manifests back: what <see cref="ManifestYamlWriter"/> wrote gives the same values again.</summary>
public static class ManifestYamlReader
{
    /// <summary>The documents of a file. A field whose value is null is left out, as Kubernetes does; comments are lost.</summary>
    /// <param name="path">Where the text lies, for findings; of a file that is read in parts, they count from the part.</param>
    public static Diagnosed<ImmutableArray<ManifestMapping>> Read(string path, ReadOnlySpan<byte> utf8)
    {
        var bag = new DiagnosticBag();
        var manifests = ImmutableArray.CreateBuilder<ManifestMapping>();
        foreach (var part in ManifestParts.Of(path, utf8))
        {
            var (read, findings) = Read(part);
            manifests.AddRange(read);
            bag.AddRange(findings);
        }

        return bag.With(manifests.DrainToImmutable());
    }

    public static Diagnosed<ImmutableArray<ManifestMapping>> Read(SourceText source)
    {
        var (documents, findings) = YamlTreeBuilder.Build(source);
        var bag = new DiagnosticBag();
        bag.AddRange(findings);
        var manifests = ImmutableArray.CreateBuilder<ManifestMapping>();
        foreach (var document in documents)
        {
            if (Read(document, bag) is { } manifest)
            {
                manifests.Add(manifest);
            }
        }

        return bag.With(manifests.DrainToImmutable());
    }

    /// <summary>Null, with a finding, where the document is no mapping.</summary>
    internal static ManifestMapping? Read(YamlDocument document, DiagnosticBag bag)
    {
        if (document.Root is YamlMapping mapping)
        {
            return Mapping(mapping, bag);
        }

        bag.Add(ManifestReadDiagnostics.ValueNotKept, document.Root.Location, "A manifest is a mapping, but this document is not.");
        return null;
    }

    private static ManifestMapping Mapping(YamlMapping mapping, DiagnosticBag bag)
    {
        var fields = ImmutableArray.CreateBuilder<ManifestField>(mapping.Entries.Length);
        foreach (var (key, node) in mapping.Entries)
        {
            if (node is YamlScalar scalar && YamlScalarTypes.IsNull(scalar))
            {
                continue;
            }

            if (Value(node, bag) is { } value)
            {
                fields.Add(new ManifestField(key.Value, value));
            }
        }

        return new ManifestMapping(fields.DrainToImmutable());
    }

    private static ManifestSequence Sequence(YamlSequence sequence, DiagnosticBag bag)
    {
        var items = ImmutableArray.CreateBuilder<ManifestValue>(sequence.Items.Length);
        foreach (var node in sequence.Items)
        {
            if (Value(node, bag) is { } value)
            {
                items.Add(value);
            }
        }

        return new ManifestSequence(items.DrainToImmutable());
    }

    private static ManifestValue? Value(YamlNode node, DiagnosticBag bag) => node switch
    {
        YamlMapping mapping => Mapping(mapping, bag),
        YamlSequence sequence => Sequence(sequence, bag),
        YamlScalar scalar => Scalar(scalar, bag),
        _ => null,
    };

    private static ManifestValue? Scalar(YamlScalar scalar, DiagnosticBag bag)
    {
        switch (YamlScalarTypes.TypeOf(scalar))
        {
            case YamlScalarType.String:
                return scalar.Value;
            case YamlScalarType.Boolean when YamlScalarTypes.TryGetBoolean(scalar, out var boolean):
                return boolean;
            case YamlScalarType.Integer when YamlScalarTypes.TryGetInteger(scalar, out var integer):
                return new ManifestInteger(integer);
            default:
                bag.Add(ManifestReadDiagnostics.ValueNotKept, scalar.Location, $"The value '{scalar.Value}' is no string, boolean or integer of 64 bits.");
                return null;
        }
    }
}
