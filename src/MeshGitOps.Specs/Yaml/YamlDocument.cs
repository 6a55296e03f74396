using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Yaml;

/// <summary>One document of a source. Empty documents are not kept.</summary>
public sealed record YamlDocument(SourceText Source, YamlNode Root);
