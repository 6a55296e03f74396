using MeshGitOps.EndToEnd.Git;

namespace MeshGitOps.EndToEnd.Packaging;

/// <summary>
/// A workspace in a repository whose commits run the hooks of <c>.pre-commit-hooks.yaml</c> through the real pre-commit,
/// with the build beside the tests as the <c>meshgitops</c> on the path.
/// </summary>
internal sealed class HookedRepository : IDisposable
{
    private readonly ScratchRepository _repository = new();

    public HookedRepository()
    {
        _repository.Environment["PRE_COMMIT_HOME"] = _repository.Beside("pre-commit");
        _repository.Environment["PATH"] = $"{_repository.Beside("bin")}{Path.PathSeparator}{System.Environment.GetEnvironmentVariable("PATH")}";
        Directory.CreateDirectory(_repository.Beside("bin"));
        var program = _repository.Beside("bin", "meshgitops");
        File.WriteAllText(program, $"#!/bin/sh\nexec {ToolProgram.ShellCommand} \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Why no test of hooks can run here; null where one can.</summary>
    public static string? Missing { get; } = FindMissing();

    public string Root => _repository.Root;

    public Dictionary<string, string> Environment => _repository.Environment;

    /// <summary>A repository that holds only our list of hooks, which is all that those for a binary on the path need.</summary>
    public (string Repository, string Revision) HooksAlone()
    {
        var hooks = NewRepository("hooks");
        File.Copy(Path.Combine(ExampleCopy.Root, ".pre-commit-hooks.yaml"), Path.Combine(hooks, ".pre-commit-hooks.yaml"));
        return (hooks, CommitAll(hooks));
    }

    /// <summary>All that this repository would hold after a commit of what lies in it now.</summary>
    public (string Repository, string Revision) WholeSource()
    {
        var source = NewRepository("source");
        foreach (var path in _repository.GitIn(ExampleCopy.Root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").Split('\0'))
        {
            var file = Path.Combine(ExampleCopy.Root, path);
            if (path.Length > 0 && File.Exists(file))
            {
                var target = Path.Combine(source, path);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        return (source, CommitAll(source));
    }

    /// <summary>Commits a workspace with its output, and hooks for every commit from then on.</summary>
    public void Start((string Repository, string Revision) hooks, params string[] ids)
    {
        Assert.Equal(0, _repository.Run("init").ExitCode);
        Assert.Equal(0, _repository.Run("render").ExitCode);
        _repository.Write(".pre-commit-config.yaml", $$"""
            repos:
            - repo: {{hooks.Repository}}
              rev: {{hooks.Revision}}
              hooks: [{{string.Join(", ", ids.Select(id => $"{{id: {id}}}"))}}]
            - repo: local
              hooks:
              - id: environment
                name: environment
                language: system
                entry: sh -c 'env | grep ^GIT_ > {{_repository.Beside("environment")}}'
                always_run: true
                pass_filenames: false

            """);
        _repository.Commit();
        var install = OtherProgram.Run(Root, Environment, "pre-commit", "install", "--install-hooks");
        Assert.True(install.ExitCode == 0, install.Output + install.Error);
    }

    /// <summary>What git exported to the hooks of the last commit, a variable in each line.</summary>
    public string[] Exported() => File.ReadAllLines(_repository.Beside("environment"));

    public void Replace(string path, string old, string text)
    {
        var before = _repository.Read(path);
        Assert.Contains(old, before, StringComparison.Ordinal);
        _repository.Write(path, before.Replace(old, text, StringComparison.Ordinal));
    }

    public string Read(string path) => _repository.Read(path);

    public string Git(params string[] arguments) => _repository.Git(arguments);

    public string Beside(string name) => _repository.Beside(name);

    /// <summary><c>git commit</c>, whose hooks write to its standard error.</summary>
    public (int ExitCode, string Screen) Commit(string? folder = null, params string[] options)
    {
        var run = _repository.TryGitIn(folder ?? Root, ["commit", "--message", "Change", .. options]);
        return (run.ExitCode, run.Output + run.Error);
    }

    public void Dispose() => _repository.Dispose();

    private string NewRepository(string name)
    {
        var folder = _repository.Beside(name);
        Directory.CreateDirectory(folder);
        _repository.GitIn(folder, "init", "--quiet", "--initial-branch=main");
        return folder;
    }

    private string CommitAll(string folder)
    {
        _repository.GitIn(folder, "add", "--all");
        _repository.GitIn(folder, "commit", "--quiet", "--message", "Hooks");
        return _repository.GitIn(folder, "rev-parse", "HEAD");
    }

    private static string? FindMissing()
    {
        if (OperatingSystem.IsWindows())
        {
            return "Skipped: the hooks are tested with a shell.";
        }

        try
        {
            var version = OtherProgram.Run(Path.GetTempPath(), new Dictionary<string, string>(StringComparer.Ordinal), "pre-commit", "--version");
            return version.ExitCode == 0 ? null : $"Skipped: pre-commit does not run: {version.Error}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "Skipped: there is no pre-commit here ('apt-get install pre-commit').";
        }
    }
}
