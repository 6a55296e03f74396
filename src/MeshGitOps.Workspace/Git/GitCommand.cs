using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;

namespace MeshGitOps.Workspace.Git;

/// <summary>
/// Runs the git program in one folder: with a list of arguments and no shell, a cleaned environment, and in English.
/// It is git that knows ssh, credential helpers, signing and every form of repository; nothing else of the tool starts a program.
/// </summary>
internal sealed class GitCommand(string folder, ImmutableArray<string> safeDirectories)
{
    public string Folder => folder;

    /// <exception cref="GitException">There is no git.</exception>
    public GitResult Run(GitTrust trust, params ReadOnlySpan<string> arguments) => Run(trust, ReadOnlyMemory<byte>.Empty, arguments);

    /// <summary>With a text on the standard input.</summary>
    /// <exception cref="GitException">There is no git.</exception>
    public GitResult Run(GitTrust trust, ReadOnlyMemory<byte> input, params ReadOnlySpan<string> arguments)
    {
        using var process = Start(trust, arguments);
        var writing = Task.Run(() => Write(process, input));
        using var output = new MemoryStream();
        process.Output.CopyTo(output);
        writing.Wait();
        return process.Finish(output.ToArray());
    }

    /// <summary>The output of an isolated run.</summary>
    /// <exception cref="GitException">It failed.</exception>
    public byte[] Read(params ReadOnlySpan<string> arguments)
    {
        var result = Run(GitTrust.Isolated, arguments);
        return result.Succeeded ? result.Output : throw new GitException($"git says: {result.Reason}", result.Error);
    }

    /// <summary>The output of an isolated run as text, without the newline at its end.</summary>
    /// <exception cref="GitException">It failed.</exception>
    public string ReadLine(params ReadOnlySpan<string> arguments) => Encoding.UTF8.GetString(Read(arguments)).TrimEnd('\n');

    /// <exception cref="GitException">There is no git.</exception>
    public GitProcess Start(GitTrust trust, params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var setting in GitEnvironment.Settings(trust).Concat(safeDirectories.Select(safe => $"safe.directory={safe}")))
        {
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(setting);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        GitEnvironment.Clean(start, trust);
        return GitProcess.Start(start);
    }

    private static void Write(GitProcess process, ReadOnlyMemory<byte> input)
    {
        try
        {
            process.Input.Write(input.Span);
            process.Input.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code says why.
        }
    }
}
