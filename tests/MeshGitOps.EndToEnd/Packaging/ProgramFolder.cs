namespace MeshGitOps.EndToEnd.Packaging;

/// <summary>A folder for <c>PATH</c> in which <c>meshgitops</c> is the program that the tests start.</summary>
internal static class ProgramFolder
{
    /// <returns>What <c>PATH</c> is with the folder in front.</returns>
    public static string WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        WriteScript(Path.Combine(folder, "meshgitops"), $"exec {ToolProgram.ShellCommand} \"$@\"");
        return $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
    }

    /// <summary>Writes a program of the shell.</summary>
    public static void WriteScript(string path, string script)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
