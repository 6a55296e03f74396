namespace MeshGitOps.Tests.Simulation;

/// <summary>A mapping in the order of the file; mutations change it in place.</summary>
internal sealed class YamlMap() : Dictionary<string, object?>(StringComparer.Ordinal);
