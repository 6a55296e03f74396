using System.Globalization;
using System.Text.RegularExpressions;
using MeshGitOps.Tests.Simulation;

namespace MeshGitOps.Tests.Conformance;

/// <summary>
/// Validation as an API server does it: the structural schema of OpenAPI v3, the extensions of Kubernetes, and strict about unknown fields.
/// Each problem is a path and a sentence.
/// </summary>
internal static class StructuralSchema
{
    private static readonly string[] ImpliedFields = ["apiVersion", "kind", "metadata"];

    /// <param name="path">Of the value; empty for a whole object, whose implied fields are checked elsewhere.</param>
    public static IEnumerable<string> Check(object? value, YamlMap schema, string path)
    {
        if (value is null)
        {
            return schema.At("nullable") is true ? [] : [$"{path}: must not be null"];
        }

        if (TypeProblem(value, schema) is { } problem)
        {
            return [$"{path}: {problem}"];
        }

        return
        [
            .. Values(value, schema).Select(text => $"{path}: {text}"),
            .. Children(value, schema, path),
            .. Combinations(value, schema).Select(text => $"{path}: {text}"),
            .. schema.Items("x-kubernetes-validations")
                .Select(rule => CelRules.Check(value, rule))
                .OfType<string>()
                .Select(text => $"{path}: {text}"),
        ];
    }

    private static string? TypeProblem(object value, YamlMap schema)
    {
        if (schema.At("x-kubernetes-int-or-string") is true)
        {
            return value is long or string ? null : "must be an integer or a string";
        }

        var type = schema.Text("type");
        var matches = type switch
        {
            "object" => value is YamlMap,
            "array" => value is YamlList,
            "string" => value is string,
            "integer" => value is long,
            "number" => value is long or double,
            "boolean" => value is bool,
            null => true,
            _ => false,
        };
        return matches ? null : $"must be of type {type}";
    }

    private static IEnumerable<string> Values(object value, YamlMap schema)
    {
        if (schema.At("enum") is YamlList allowed && !allowed.Contains(value))
        {
            yield return $"'{value}' is none of {string.Join(", ", allowed)}";
        }

        var (size, unit) = value switch
        {
            string text => (new StringInfo(text).LengthInTextElements, "Length"),
            YamlList list => (list.Count, "Items"),
            YamlMap map => (map.Count, "Properties"),
            _ => (0, ""),
        };
        if (unit.Length > 0 && (size < schema.Number("min" + unit) || schema.At("max" + unit) is long most && size > most))
        {
            yield return $"has the size {size}, which min{unit} or max{unit} does not allow";
        }

        if (value is string subject && schema.Text("pattern") is { } pattern && !Regex.IsMatch(subject, pattern))
        {
            yield return $"'{subject}' does not match {pattern}";
        }

        if (value is long or double)
        {
            var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
            var range = schema.Text("format") == "int32" ? (Least: int.MinValue, Most: int.MaxValue) : (Least: double.MinValue, Most: double.MaxValue);
            var least = schema.At("minimum") is { } minimum ? Convert.ToDouble(minimum, CultureInfo.InvariantCulture) : range.Least;
            var most2 = schema.At("maximum") is { } maximum ? Convert.ToDouble(maximum, CultureInfo.InvariantCulture) : range.Most;
            if (number < least || number > most2)
            {
                yield return $"{number.ToString(CultureInfo.InvariantCulture)} is out of range";
            }
        }
    }

    private static IEnumerable<string> Children(object value, YamlMap schema, string path)
    {
        if (value is YamlList list)
        {
            var keys = schema.Texts("x-kubernetes-list-map-keys");
            if (schema.Text("x-kubernetes-list-type") == "map"
                && list.DistinctBy(item => string.Join('\n', keys.Select(key => item.Text(key)))).Count() != list.Count)
            {
                yield return $"{path}: has two items with one {string.Join(", ", keys)}";
            }

            if (schema.At("items") is YamlMap itemSchema)
            {
                foreach (var problem in list.SelectMany((item, index) => Check(item, itemSchema, $"{path}[{index}]")))
                {
                    yield return problem;
                }
            }
        }

        if (value is not YamlMap map)
        {
            yield break;
        }

        foreach (var missing in schema.Texts("required").Where(name => !map.ContainsKey(name)))
        {
            yield return $"{path}: lacks the required field '{missing}'";
        }

        var properties = schema.At("properties") as YamlMap ?? [];
        foreach (var (name, child) in map)
        {
            var childPath = $"{path}.{name}";
            if (path.Length == 0 && ImpliedFields.Contains(name))
            {
                continue;
            }

            var problems = properties.TryGetValue(name, out var known) ? Check(child, (YamlMap)known!, childPath)
                : schema.At("additionalProperties") is YamlMap additional ? Check(child, additional, childPath)
                : schema.At("additionalProperties") is true || schema.At("x-kubernetes-preserve-unknown-fields") is true ? []
                : [$"{childPath}: is an unknown field"];
            foreach (var problem in problems)
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<string> Combinations(object value, YamlMap schema)
    {
        if (schema.At("oneOf") is YamlList one && one.Count(branch => Holds(value, branch)) != 1)
        {
            yield return $"matches {one.Count(branch => Holds(value, branch))} of the alternatives of oneOf";
        }

        if (schema.At("anyOf") is YamlList any && !any.Exists(branch => Holds(value, branch)))
        {
            yield return "matches none of the alternatives of anyOf";
        }

        if (schema.At("allOf") is YamlList all && !all.TrueForAll(branch => Holds(value, branch)))
        {
            yield return "does not match all of allOf";
        }

        if (schema.At("not") is YamlMap not && Holds(value, not))
        {
            yield return "matches what 'not' excludes";
        }
    }

    /// <summary>Inside a combination only values count: a field that it does not name is no unknown field.</summary>
    private static bool Holds(object? value, object? branch)
    {
        var schema = (YamlMap)branch!;
        return value is not null
            && TypeProblem(value, schema) is null
            && !Values(value, schema).Any()
            && !Combinations(value, schema).Any()
            && (value is not YamlMap map || (schema.Texts("required").All(map.ContainsKey)
                && (schema.At("properties") as YamlMap ?? []).All(property =>
                    !map.TryGetValue(property.Key, out var child) || Holds(child, property.Value))));
    }
}
