namespace MeshGitOps.Rendering.Output;

/// <summary>
/// A patch that an earlier render left in the output, read from its inventory.
/// One that is no longer asked for is rendered once more without our part and stays: what is shared is never pruned.
/// </summary>
/// <param name="Path">Its file, below the output directory.</param>
/// <param name="Content">The bytes that lie there now.</param>
public sealed record SharedObject(
    string Cluster,
    OutputPath Path,
    ReadOnlyMemory<byte> Content,
    string Origin);
