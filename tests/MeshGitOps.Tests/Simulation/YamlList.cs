namespace MeshGitOps.Tests.Simulation;

/// <summary>A sequence; mutations change it in place.</summary>
internal sealed class YamlList : List<object?>;
