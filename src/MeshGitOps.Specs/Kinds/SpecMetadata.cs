using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds;

/// <summary>The metadata that every spec carries. <paramref name="Document"/> is the whole document.</summary>
public sealed record SpecMetadata(
    Located<string> Name,
    ImmutableSortedDictionary<string, string> Labels,
    ImmutableSortedDictionary<string, string> Annotations,
    SourceLocation Document)
{
    /// <summary>Of the kinds that have one.</summary>
    public Located<string>? Namespace { get; init; }

    /// <summary>What tells it from others of its kind: <c>name</c>, or <c>namespace/name</c>.</summary>
    public string Key => Namespace is null ? Name.Value : $"{Namespace}/{Name}";
}

/// <summary>A reference to an object by its name.</summary>
public sealed record NameReference(Located<string> Name);

/// <summary>A reference to an object in a namespace.</summary>
public sealed record NamespacedReference(Located<string> Namespace, Located<string> Name, SourceLocation Location);
