using System.Reflection;

namespace MeshGitOps.Cli;

/// <summary>The version of this program.</summary>
internal static class ToolVersion
{
    /// <summary><c>MAJOR.MINOR.PATCH</c>, of a build before a release with <c>-PRERELEASE</c>: the tag of the release without its 'v'.</summary>
    public static string Text { get; } = WithoutBuild(
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0");

    /// <summary>The build appends <c>+COMMIT</c>: reports of the same version must be the same bytes, whoever built it.</summary>
    internal static string WithoutBuild(string version) => version.Split('+')[0];
}
