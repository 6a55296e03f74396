using System.Collections.Immutable;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Schemas;

/// <summary>A JSON schema that a user writes in YAML, for objects of any kind: the keywords that the tool's own schemas use.</summary>
public sealed class ObjectSchema
{
    /// <summary>Findings about one object; a thousand more of the same kind say nothing new.</summary>
    private const int MaxViolations = 100;

    private readonly SchemaNode _root;

    private ObjectSchema(SchemaNode root) => _root = root;

    /// <returns>Null with at least one problem.</returns>
    public static ObjectSchema? Compile(YamlNode schema, out ImmutableArray<SchemaProblem> problems)
    {
        var compiler = new ObjectSchemaCompiler();
        var root = compiler.Compile(schema);
        problems = compiler.Problems;
        return problems.IsEmpty ? new ObjectSchema(root) : null;
    }

    /// <param name="subject">The object in messages: <c>Deployment 'shop/cart'</c>.</param>
    public IEnumerable<SchemaViolation> Check(YamlMapping document, string subject) =>
        SchemaValidator.ValidateFields(_root, document, subject)
            .Take(MaxViolations)
            .Select(found => new SchemaViolation(found.Finding.Location, found.Field, found.Finding.Message));
}

/// <summary>What is wrong with a schema itself, at the exact place.</summary>
public sealed record SchemaProblem(SourceLocation Location, string Message, string? Help = null);

/// <summary>What a schema refuses in an object.</summary>
/// <param name="Field">The path of the field: <c>spec.template.metadata</c>.</param>
/// <param name="Message">One sentence.</param>
public sealed record SchemaViolation(SourceLocation Location, string Field, string Message);
