namespace MeshGitOps.Specs.Schemas;

/// <summary>The types that a value may have; a number takes integers too.</summary>
[Flags]
internal enum SchemaTypes
{
    Any = 0,
    Object = 1,
    Array = 2,
    String = 4,
    Integer = 8,
    Number = 16,
    Boolean = 32,
}
