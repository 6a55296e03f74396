using System.Diagnostics;

namespace MeshGitOps.EndToEnd.Git;

/// <summary>
/// A real git repository in a temporary folder, with settings and a name for commits that come from its own environment, never from whoever runs the tests.
/// It is deleted afterwards, with everything that was made beside it.
/// </summary>
internal sealed class ScratchRepository : IDisposable
{
    private static readonly string[] OfAnotherRun =
        ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH", "GIT_PREFIX"];

    private readonly string _scratch = Directory.CreateTempSubdirectory("meshgitops-git-").FullName;

    /// <param name="name">Of its folder.</param>
    /// <param name="options">Of <c>git init</c>: <c>--bare</c>, <c>--object-format=sha256</c>.</param>
    public ScratchRepository(string name, params string[] options)
    {
        Root = Beside(name);
        Directory.CreateDirectory(Beside("home"));
        File.WriteAllText(Beside("home", ".gitconfig"), "[commit]\n\tgpgSign = false\n[init]\n\tdefaultBranch = main\n");
        Environment = new(StringComparer.Ordinal)
        {
            ["HOME"] = Beside("home"),
            ["XDG_CONFIG_HOME"] = Beside("home", ".config"),
            ["GIT_CONFIG_GLOBAL"] = Beside("home", ".gitconfig"),
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_AUTHOR_NAME"] = "Author",
            ["GIT_AUTHOR_EMAIL"] = "author@example.com",
            ["GIT_COMMITTER_NAME"] = "Committer",
            ["GIT_COMMITTER_EMAIL"] = "committer@example.com",
            ["LC_ALL"] = "C.UTF-8",
        };
        Directory.CreateDirectory(Root);
        Git(["init", "--quiet", "--initial-branch=main", .. options]);
    }

    public ScratchRepository()
        : this("repository")
    {
    }

    public string Root { get; }

    /// <summary>What git and our program get on top of the test's own, and what a test may change.</summary>
    public Dictionary<string, string> Environment { get; }

    /// <summary>A bare one, to push to.</summary>
    public static ScratchRepository Bare(params string[] options) => new("remote.git", ["--bare", .. options]);

    /// <summary>A path in the temporary folder that the repository lies in.</summary>
    public string Beside(params string[] segments) => Path.Combine([_scratch, .. segments]);

    public ScratchRepository Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? Root);
        File.WriteAllText(full, text);
        return this;
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Commits everything that lies there, and returns the name of the commit.</summary>
    public string Commit(string message = "Change")
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "--message", message);
        return Git("rev-parse", "HEAD");
    }

    /// <summary>Puts a program of the shell where git runs it as a hook.</summary>
    public void Hook(string name, string script)
    {
        var path = Path.Combine(Root, Git("rev-parse", "--git-path", $"hooks/{name}"));
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? Root);
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>The output without the newline at its end; the test fails where git does.</summary>
    public string Git(params string[] arguments) => GitIn(Root, arguments);

    public string GitIn(string folder, params string[] arguments)
    {
        var run = TryGitIn(folder, arguments);
        Assert.True(run.ExitCode == 0, $"git {string.Join(' ', arguments)}: {run.Output}{run.Error}");
        return run.Output.TrimEnd('\n');
    }

    public ProgramRun TryGit(params string[] arguments) => TryGitIn(Root, arguments);

    public ProgramRun TryGitIn(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in OfAnotherRun)
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("git did not start.");
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProgramRun(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Our program in the folder of the repository.</summary>
    public ProgramRun Run(params string[] arguments) => RunIn(Root, arguments);

    public ProgramRun RunIn(string folder, params string[] arguments) => CliProgram.Run(folder, Environment, arguments);

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            Allow(_scratch);
        }
        else
        {
            // Objects of git are read-only, which keeps Windows from deleting them.
            foreach (var file in Directory.EnumerateFiles(_scratch, "*", SearchOption.AllDirectories))
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }
        }

        Directory.Delete(_scratch, recursive: true);
    }

    /// <summary>A test may have made a folder read-only.</summary>
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Allow(string folder)
    {
        if (!File.GetUnixFileMode(folder).HasFlag(UnixFileMode.UserWrite))
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        foreach (var below in Directory.EnumerateDirectories(folder).Where(below => new FileInfo(below).LinkTarget is null))
        {
            Allow(below);
        }
    }
}
