using System.Globalization;
using System.Runtime.Versioning;

namespace MeshGitOps.EndToEnd.Documentation;

/// <summary>
/// What a newcomer has: an empty home folder, a git that knows nobody, <c>meshgitops</c> on the path, and the examples beside.
/// Every run goes on in the folder, and with the variables, that the one before left.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ShellSession : IDisposable
{
    private readonly string _scratch = Directory.CreateTempSubdirectory("meshgitops-page-").FullName;
    private readonly Dictionary<string, string> _variables;

    public ShellSession()
    {
        foreach (var folder in (string[])["home", "bin", "work"])
        {
            Directory.CreateDirectory(Path.Combine(_scratch, folder));
        }

        ExampleCopy.CopyFolder(Path.Combine(ExampleCopy.Root, "examples"), Path.Combine(_scratch, "work", "examples"));
        var program = Path.Combine(_scratch, "bin", "meshgitops");
        File.WriteAllText(program, $"#!/bin/sh\nexec {ToolProgram.ShellCommand} \"$@\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _variables = new(StringComparer.Ordinal)
        {
            ["HOME"] = Path.Combine(_scratch, "home"),
            ["XDG_CONFIG_HOME"] = Path.Combine(_scratch, "home", ".config"),
            ["PATH"] = $"{Path.Combine(_scratch, "bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = Path.Combine(_scratch, "home", ".gitconfig"),
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_AUTHOR_DATE"] = "2026-11-02T09:00:00Z",
            ["GIT_COMMITTER_DATE"] = "2026-11-02T09:00:00Z",
            ["LC_ALL"] = "C.UTF-8",
            ["TZ"] = "UTC",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["NO_COLOR"] = "1",
        };
        foreach (var name in (string[])["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"])
        {
            _variables[name] = "";
        }
    }

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    /// <summary>What a terminal would show, with the paths of the machine taken out.</summary>
    public ProgramRun Run(string commands)
    {
        var state = Path.Combine(_scratch, "state");
        var script = Path.Combine(_scratch, "script");
        File.WriteAllText(script, string.Create(CultureInfo.InvariantCulture, $"""
            exec 2>&1
            unset $(compgen -v | grep '^GIT_\(DIR\|WORK_TREE\|INDEX_FILE\|AUTHOR_NAME\|AUTHOR_EMAIL\|COMMITTER_NAME\|COMMITTER_EMAIL\)$') EMAIL
            cd '{Path.Combine(_scratch, "work")}'
            [ ! -e '{state}' ] || . '{state}'
            trap 'status=$?; (printf "cd %q\n" "$PWD") > "{state}"; exit $status' EXIT
            {commands}
            """));
        var run = OtherProgram.Run(_scratch, _variables, "bash", script);
        return run with { Output = run.Output.Replace(Path.Combine(_scratch, "work"), "/work", StringComparison.Ordinal) };
    }

    public void Write(string path, string text) => Run($"mkdir -p \"$(dirname '{path}')\"\ncat > '{path}' <<'END-OF-FILE'\n{text}END-OF-FILE\n");
}
