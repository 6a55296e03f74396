using System.Globalization;

namespace MeshGitOps.Tests.Fuzzing;

/// <summary>What the environment says of the fuzz tests.</summary>
internal static class FuzzSettings
{
    public static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
