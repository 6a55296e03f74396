using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace MeshGitOps.EndToEnd.Action;

/// <summary>A release as the release workflow makes it, but for its program: a script that starts the one that is tested.</summary>
internal static class ActionRelease
{
    public const string Version = "1.2.3";

    public static string Name(string platform) => $"meshgitops-{Version}-{platform}.tar.gz";

    /// <summary>Puts the archive of a platform and the checksums on the server.</summary>
    /// <returns>The checksum of the archive.</returns>
    public static string Publish(GithubServer server, string platform = "linux-x64")
    {
        var archive = Archive($"#!/bin/sh\nexec {ToolProgram.ShellCommand} \"$@\"\n");
        var checksum = Checksum(archive);
        server.Assets[$"v{Version}/{Name(platform)}"] = archive;
        server.Assets[$"v{Version}/SHA256SUMS"] = Encoding.UTF8.GetBytes($"{new string('0', 64)}  meshgitops-{Version}-win-x64.zip\n{checksum}  {Name(platform)}\n");
        return checksum;
    }

    public static byte[] Archive(string program, string name = "meshgitops")
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionMode.Compress, leaveOpen: true))
        using (var tar = new TarWriter(zip))
        {
            foreach (var (file, text) in new[] { (name, program), ("LICENSE", "Apache-2.0\n"), ("THIRD-PARTY-NOTICES.txt", "None.\n") })
            {
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, file) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
            }
        }

        return bytes.ToArray();
    }

    public static string Checksum(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
