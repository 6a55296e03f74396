namespace MeshGitOps.Benchmarks;

/// <summary>A folder that is gone afterwards. It lies on the disk of the temporary folder, as a checkout would.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("meshgitops-benchmark-").FullName;

    public string Below(params string[] segments) => System.IO.Path.Combine([Path, .. segments]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
