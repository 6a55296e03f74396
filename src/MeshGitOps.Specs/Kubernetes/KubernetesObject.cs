using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>An object of the manifests as it is written: for kinds whose every field a rule may look at.</summary>
public sealed record KubernetesObject
{
    public required string ApiVersion { get; init; }

    public required string Kind { get; init; }

    /// <summary>The namespace is empty for an object of the whole cluster.</summary>
    public required ServiceKey Key { get; init; }

    /// <summary>The place of <c>metadata.name</c>.</summary>
    public required SourceLocation Location { get; init; }

    public required YamlMapping Root { get; init; }

    /// <summary>Empty for the core group.</summary>
    public string Group => ApiVersion.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? ApiVersion[..slash] : "";

    public string Version => ApiVersion[(ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public YamlMapping? Metadata => Root.Mapping("metadata");

    public YamlMapping? Spec => Root.Mapping("spec");

    /// <summary>Rendered by this tool.</summary>
    public bool IsOurs => Metadata.Mapping("labels").Text("app.kubernetes.io/managed-by")?.Value == "meshgitops";

    /// <summary>As messages name it: <c>VirtualService 'default/shop'</c>.</summary>
    public override string ToString() => $"{Kind} '{(Key.Namespace.Length == 0 ? Key.Name : Key.ToString())}'";

    /// <summary>The string values of a mapping such as labels; what is no scalar is left out.</summary>
    public static ImmutableSortedDictionary<string, string> Strings(YamlMapping? mapping)
    {
        var strings = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in mapping?.Entries ?? [])
        {
            if (entry.Value is YamlScalar scalar)
            {
                strings[entry.Key.Value] = scalar.Value;
            }
        }

        return strings.ToImmutable();
    }
}
