using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds;

/// <summary>What every binder does: check against the schema, read the metadata, then the fields of the kind.</summary>
internal static class SpecBinding
{
    /// <returns>Null where a field that everything hangs on is missing or refused.</returns>
    public static Diagnosed<T?> Bind<T>(YamlDocument document, SpecKind kind, Func<SpecMetadata, FieldReader, T?> bind)
        where T : class
    {
        var findings = Check(document, kind);
        if (document.Root is not YamlMapping root)
        {
            return new(null, findings.Diagnostics);
        }

        var diagnostics = new DiagnosticBag();
        var reader = new FieldReader(root, root.Location, findings, diagnostics);
        var spec = MetadataOf(reader) is { } metadata ? bind(metadata, reader.ObjectOrEmpty("spec")) : null;
        return diagnostics.Count == 0
            ? new(spec, findings.Diagnostics)
            : new(spec, DiagnosticOrder.Sort([.. findings.Diagnostics, .. diagnostics.ToImmutable()]));
    }

    /// <summary>What the schema of the kind refuses in the document.</summary>
    public static SchemaFindings Check(YamlDocument document, SpecKind kind) =>
        document.Root is YamlMapping root
            ? SchemaValidator.Validate(kind.Schema, root, SubjectOf(root, kind.Name))
            : new SchemaFindings(
                [Diagnostic.Create(SpecDiagnostics.WrongType, document.Root.Location, $"A {kind.Name} must be a mapping.")],
                []);

    private static string SubjectOf(YamlMapping root, string kind) =>
        root["metadata"] is YamlMapping metadata && metadata["name"] is YamlScalar { Value.Length: > 0 } name
            ? $"{kind} {SchemaWords.Quote(name.Value)}"
            : $"this {kind}";

    private static SpecMetadata? MetadataOf(FieldReader document)
    {
        var metadata = document.ObjectOrEmpty("metadata");
        return metadata.Text("name") is { } name
            ? new SpecMetadata(name, metadata.Map("labels"), metadata.Map("annotations"), document.Location) { Namespace = metadata.Text("namespace") }
            : null;
    }
}
