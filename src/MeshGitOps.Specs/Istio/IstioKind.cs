using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Schemas;

namespace MeshGitOps.Specs.Istio;

/// <summary>
/// A kind of Istio with the shape that its CustomResourceDefinition asks for: fields, types and known values, without the words.
/// All versions of a kind have one shape.
/// </summary>
public sealed class IstioKind
{
    private readonly Lazy<SchemaNode> _root;

    internal IstioKind(string group, string name, params ReadOnlySpan<string> versions)
    {
        Group = group;
        Name = name;
        Versions = [.. versions];
        _root = new Lazy<SchemaNode>(() => SchemaCompiler.Compile(ReadEmbedded(FileName)));
    }

    public string Group { get; }

    public string Name { get; }

    /// <summary>Without the group; the one to write first.</summary>
    public ImmutableArray<string> Versions { get; }

    /// <summary>Of the embedded file, in <c>Istio/Schemas</c>.</summary>
    internal string FileName => $"{Name.ToLowerInvariant()}.istio.json";

    /// <summary>Fields that the kind does not have, and values that its fields do not take; sorted. The first call reads the schema.</summary>
    public IstioShapeFindings Check(KubernetesObject item)
    {
        var unknown = ImmutableArray.CreateBuilder<Diagnostic>();
        var invalid = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var finding in SchemaValidator.ValidateManifest(_root.Value, item.Root, item.ToString()).Diagnostics)
        {
            (finding.Id == SpecDiagnostics.UnknownField.Id ? unknown : invalid).Add(finding);
        }

        return new IstioShapeFindings(unknown.DrainToImmutable(), invalid.DrainToImmutable());
    }

    private static string ReadEmbedded(string fileName)
    {
        using var stream = typeof(IstioKind).Assembly.GetManifestResourceStream($"istio/{fileName}")
            ?? throw new InvalidOperationException($"The schema '{fileName}' is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

/// <summary>What is wrong with the shape of one object; the descriptors are those of specs.</summary>
public sealed record IstioShapeFindings(ImmutableArray<Diagnostic> UnknownFields, ImmutableArray<Diagnostic> InvalidValues)
{
    public bool IsEmpty => UnknownFields.IsEmpty && InvalidValues.IsEmpty;
}
