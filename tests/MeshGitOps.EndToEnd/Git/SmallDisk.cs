using System.Diagnostics;

namespace MeshGitOps.EndToEnd.Git;

/// <summary>A disk of its own in memory, that can be filled or made read-only. Only the administrator of a Linux machine may have one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Null where the system does not let us; the reason is what it said.</summary>
    public static SmallDisk? TryMount(string folder, string size, out string reason)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsLinux())
        {
            reason = "only Linux has such disks";
            return null;
        }

        return Run(out reason, "mount", "-t", "tmpfs", "-o", $"size={size}", "meshgitops-test", folder) ? new SmallDisk(folder) : null;
    }

    /// <summary>Takes all space that is left, and returns the file that holds it.</summary>
    public string Fill()
    {
        var filler = Path.Combine(_folder, "filler");
        using var stream = new FileStream(filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            var block = new byte[4096];
            while (true)
            {
                stream.Write(block);
            }
        }
        catch (IOException)
        {
            return filler; // It is full.
        }
    }

    public void MakeReadOnly() => Remount("ro");

    public void MakeWritable() => Remount("rw");

    public void Dispose() => Run(out _, "umount", "--lazy", _folder);

    private void Remount(string mode) => Assert.True(Run(out var reason, "mount", "-o", $"remount,{mode}", _folder), reason);

    private static bool Run(out string reason, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        reason = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
