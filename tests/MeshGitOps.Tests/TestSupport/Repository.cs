namespace MeshGitOps.Tests.TestSupport;

/// <summary>Where the repository lies. Found by walking up: with a deterministic build the compiler's paths are not real.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    /// <summary>A file or folder of the repository.</summary>
    public static string PathOf(params string[] segments) => Path.Combine([Root, .. segments]);

    /// <summary>The material beside the repository (CRDs, corpus), or null where it is not there, as for a user.</summary>
    public static string? Shared(params string[] segments)
    {
        var path = Path.Combine([Root, "..", "shared", .. segments]);
        return Path.Exists(path) ? Path.GetFullPath(path) : null;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MeshGitOps.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside the repository: there is no MeshGitOps.sln above them.");
    }
}
