using System.Text.Json;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Tests.Schemas;

/// <summary>Writes what a CustomResourceDefinition says about the shape of a kind in the subset of JSON Schema that the product reads.</summary>
internal static class IstioSchemaGenerator
{
    private static readonly string[] Counts = ["minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"];

    /// <param name="root">The <c>openAPIV3Schema</c> of a version.</param>
    public static string Generate(YamlMapping root)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, IndentSize = 1, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "object");
            WriteRequired(writer, root);
            writer.WriteStartObject("properties");
            foreach (var name in new[] { "apiVersion", "kind", "metadata", "status" })
            {
                writer.WriteStartObject(name);
                writer.WriteEndObject();
            }

            writer.WritePropertyName("spec");
            Write(writer, root.Mapping("properties").Mapping("spec")!);
            writer.WriteEndObject();
            writer.WriteBoolean("additionalProperties", false);
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, YamlMapping schema)
    {
        writer.WriteStartObject();
        WriteType(writer, schema);
        WriteRequired(writer, schema);
        foreach (var count in Counts)
        {
            if (schema.Text(count) is { } number)
            {
                writer.WritePropertyName(count);
                writer.WriteRawValue(number.Value);
            }
        }

        if (!schema.Items("enum").IsEmpty)
        {
            writer.WriteStartArray("enum");
            foreach (var value in schema.Texts("enum"))
            {
                writer.WriteStringValue(value.Value);
            }

            writer.WriteEndArray();
        }

        if (schema.Mappings("x-kubernetes-validations").Any(rule => rule.Text("message")?.Value == "must be a valid duration greater than 1ms"))
        {
            writer.WriteString("format", "duration");
        }

        WriteGroups(writer, schema);
        WriteFields(writer, schema);
        writer.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter writer, YamlMapping schema)
    {
        if (schema.IsTrue("x-kubernetes-int-or-string"))
        {
            writer.WriteStartArray("type");
            writer.WriteStringValue("integer");
            writer.WriteStringValue("string");
            writer.WriteEndArray();
        }
        else if (schema.Text("type") is { } type)
        {
            writer.WriteString("type", type.Value);
        }
    }

    private static void WriteRequired(Utf8JsonWriter writer, YamlMapping schema)
    {
        if (schema.Items("required").IsEmpty)
        {
            return;
        }

        writer.WriteStartArray("required");
        foreach (var name in schema.Texts("required"))
        {
            writer.WriteStringValue(name.Value);
        }

        writer.WriteEndArray();
    }

    /// <summary>"None or exactly one of these" is how protobuf's oneof is written in OpenAPI; several stand below allOf.</summary>
    private static void WriteGroups(Utf8JsonWriter writer, YamlMapping schema)
    {
        var groups = new[] { schema }.Concat(schema.Mappings("allOf"))
            .Select(part => part.Mappings("oneOf").SelectMany(choice => choice.Texts("required")).Select(name => name.Value).ToList())
            .Where(group => group.Count > 1)
            .ToList();
        if (groups.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("x-atMostOne");
        foreach (var group in groups)
        {
            writer.WriteStartArray();
            group.ForEach(writer.WriteStringValue);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteFields(Utf8JsonWriter writer, YamlMapping schema)
    {
        if (schema.Mapping("items") is { } items)
        {
            writer.WritePropertyName("items");
            Write(writer, items);
        }

        if (schema.Mapping("properties") is { } properties)
        {
            writer.WriteStartObject("properties");
            foreach (var entry in properties.Entries)
            {
                writer.WritePropertyName(entry.Key.Value);
                Write(writer, (YamlMapping)entry.Value);
            }

            writer.WriteEndObject();
        }

        if (schema.Mapping("additionalProperties") is { } additional)
        {
            writer.WritePropertyName("additionalProperties");
            Write(writer, additional);
        }
        else if (schema.Text("type")?.Value == "object" && !schema.IsTrue("x-kubernetes-preserve-unknown-fields"))
        {
            writer.WriteBoolean("additionalProperties", false);
        }
    }
}
