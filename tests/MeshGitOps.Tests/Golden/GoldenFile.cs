using System.Text;

namespace MeshGitOps.Tests.Golden;

/// <summary>
/// Compares a text with the one that was read and accepted by a person, in Verify's naming:
/// <c>name.verified.ext</c> is committed, <c>name.received.ext</c> lies beside it after a failure.
/// <c>MESHGITOPS_UPDATE_GOLDEN=1 dotnet test</c> rewrites what is expected.
/// </summary>
internal static class GoldenFile
{
    public static bool IsUpdating => Environment.GetEnvironmentVariable("MESHGITOPS_UPDATE_GOLDEN") == "1";

    /// <param name="path">The path without <c>.verified.ext</c>.</param>
    public static void Verify(string path, string extension, string actual)
    {
        var verified = $"{path}.verified.{extension}";
        var received = $"{path}.received.{extension}";
        if (IsUpdating)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(verified)!);
            File.WriteAllText(verified, actual, new UTF8Encoding(false));
            File.Delete(received);
            return;
        }

        var expected = File.Exists(verified) ? File.ReadAllText(verified) : null;
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, actual, new UTF8Encoding(false));
        Assert.Fail($"""
            {(expected is null ? "There is no accepted text yet." : "The text differs from the accepted one.")}
            diff {verified} {received}
            To accept it: MESHGITOPS_UPDATE_GOLDEN=1 dotnet test
            """);
    }
}
