namespace MeshGitOps.Specs.Yaml;

/// <summary>The types that the core schema of YAML 1.2 knows.</summary>
public enum YamlScalarType
{
    String,
    Null,
    Boolean,
    Integer,
    Float,
}
