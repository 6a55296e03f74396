using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MeshGitOps.EndToEnd.Git;

/// <summary>Serves a bare repository over <c>git://</c> on the loopback interface, for fetch and push, until it is disposed.</summary>
internal sealed class GitDaemon : IDisposable
{
    private readonly Process _process;

    private GitDaemon(Process process, string url)
    {
        _process = process;
        Url = url;
    }

    public string Url { get; }

    public static GitDaemon Serve(ScratchRepository repository)
    {
        for (var attempt = 0; attempt < FreePort.Tries; attempt++)
        {
            var port = FreePort.Next();
            var process = Start(repository, port);
            if (IsReady(process, port))
            {
                return new GitDaemon(process, $"git://127.0.0.1:{port}/{Path.GetFileName(repository.Root)}");
            }

            process.Dispose();
        }

        throw new InvalidOperationException("git daemon found no port to listen on.");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>Not <c>git daemon</c>, which would leave the daemon behind when it is killed.</summary>
    private static Process Start(ScratchRepository repository, int port)
    {
        var program = Path.Combine(repository.Git("--exec-path"), "git-daemon");
        var folder = Path.GetDirectoryName(repository.Root) ?? repository.Root;
        var start = new ProcessStartInfo(
            program,
            ["--listen=127.0.0.1", $"--port={port}", "--reuseaddr", "--export-all", "--enable=receive-pack", $"--base-path={folder}", folder])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in repository.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("git daemon did not start.");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static bool IsReady(Process process, int port)
    {
        var watch = Stopwatch.StartNew();
        while (!process.HasExited)
        {
            try
            {
                using var client = new TcpClient();
                client.Connect(IPAddress.Loopback, port);
                return true;
            }
            catch (SocketException)
            {
                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "git daemon never began to listen.");
                Thread.Sleep(10);
            }
        }

        return false;
    }
}
