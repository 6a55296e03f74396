namespace MeshGitOps.Specs.Schemas;

/// <summary>The JSON schema of a kind: what editors complete with, and what documents are checked against.</summary>
public sealed class SpecSchema
{
    private readonly Lazy<string> _text;
    private readonly Lazy<SchemaNode> _root;

    /// <param name="fileName">The name of the embedded file, <c>cluster.schema.json</c>.</param>
    internal SpecSchema(string fileName)
    {
        FileName = fileName;
        _text = new Lazy<string>(() => ReadEmbedded(fileName));
        _root = new Lazy<SchemaNode>(() => SchemaCompiler.Compile(Text));
    }

    public string FileName { get; }

    /// <summary>The file as it is embedded: JSON Schema draft-07.</summary>
    public string Text => _text.Value;

    /// <summary>Compiled once, at the first document of the kind.</summary>
    internal SchemaNode Root => _root.Value;

    private static string ReadEmbedded(string fileName)
    {
        using var stream = typeof(SpecSchema).Assembly.GetManifestResourceStream(fileName)
            ?? throw new InvalidOperationException($"The schema '{fileName}' is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
