using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace MeshGitOps.Workspace.Git;

/// <summary>A running git, for what is written to it or read from it piece by piece. Its standard error is collected beside.</summary>
internal sealed class GitProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    private GitProcess(Process process)
    {
        _process = process;
        _error = Task.Run(ReadError);
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public Stream Output => _process.StandardOutput.BaseStream;

    /// <exception cref="GitException">There is no git.</exception>
    public static GitProcess Start(ProcessStartInfo start)
    {
        try
        {
            return new GitProcess(Process.Start(start) ?? throw new GitException("the program 'git' cannot be started"));
        }
        catch (Win32Exception)
        {
            throw new GitException(
                Directory.Exists(start.WorkingDirectory) ? "the program 'git' is not installed" : "the folder does not exist");
        }
    }

    /// <summary>Waits for the end, once all output was read.</summary>
    public GitResult Finish(byte[] output)
    {
        CloseInput();
        _process.WaitForExit();
        return new GitResult(_process.ExitCode, output, GitErrorText.Clean(_error.GetAwaiter().GetResult()));
    }

    /// <summary>Reads what is left of the output, then waits for the end.</summary>
    public GitResult Finish()
    {
        CloseInput();
        using var output = new MemoryStream();
        Output.CopyTo(output);
        return Finish(output.ToArray());
    }

    /// <summary>A git that still runs is ended: what it has not finished is undone by itself.</summary>
    public void Dispose()
    {
        try
        {
            if (!_process.HasExited)
            {
                _process.Kill();
                _process.WaitForExit();
            }
        }
        catch (InvalidOperationException)
        {
            // It ended in between.
        }

        _process.Dispose();
    }

    private void CloseInput()
    {
        try
        {
            Input.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything; its exit code says why.
        }
    }

    private string ReadError()
    {
        var text = new StringBuilder();
        var buffer = new char[4096];
        int count;
        while ((count = _process.StandardError.Read(buffer, 0, buffer.Length)) > 0)
        {
            text.Append(buffer, 0, Math.Min(count, GitErrorText.MaxLength - text.Length));
        }

        return text.ToString();
    }
}
