using System.ComponentModel;
using Xunit.Abstractions;

namespace MeshGitOps.EndToEnd.Packaging;

/// <summary>The scripts of <c>meshgitops completion</c> in the shells that they are for, as far as those are here.</summary>
public sealed class CompletionTests : IDisposable
{
    /// <summary>Asks the function that bash calls; bash has no command that completes a line.</summary>
    private const string Bash = """
        set -u
        source "$1"
        for typed in "${@:2}"; do
          separated="${typed//=/ = }"
          COMP_WORDS=($separated)
          case "$typed" in *' ') COMP_WORDS+=('') ;; esac
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
          COMPREPLY=()
          _meshgitops
          echo "${COMPREPLY[*]-}"
        done
        """;

    /// <summary>Types into an interactive zsh, presses the tabulator, and reads the line that comes of it.</summary>
    private const string Zsh = """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell "PS1=''; unsetopt beep; autoload -Uz compinit && compinit -u -D; source ${(q)1}"
        zpty -w shell "show() { print -r -- \"<\$BUFFER>\"; zle kill-whole-line; }; zle -N show; bindkey '^I' complete-word; bindkey '^X' show; print re''ady"
        zpty -r -m shell line '*ready*'
        for typed in "${@:2}"; do
          zpty -n -w shell "$typed"$'\t'$'\x18'
          zpty -r -m shell line '*<meshgitops*>*'
          print -r -- "${${line##*<}%%>*}"
        done
        zpty -d shell
        """;

    private const string Fish = """
        source $argv[1]
        for typed in $argv[2..-1]
            complete -C $typed | string replace -r '\t.*' '' | string join ' '
        end
        exit 0
        """;

    private static readonly Dictionary<string, string> Plain = new(StringComparer.Ordinal) { ["TERM"] = "dumb" };

    private readonly string _folder = Directory.CreateTempSubdirectory("meshgitops-completion-").FullName;
    private readonly ITestOutputHelper _output;

    public CompletionTests(ITestOutputHelper output)
    {
        _output = output;
        Directory.CreateDirectory(Path.Combine(_folder, "apps one"));
        File.WriteAllText(Path.Combine(_folder, "apricot.yaml"), "");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Bash_offers_commands_options_values_files_and_folders() => AssertCompletes(
        "bash",
        ["--norc", "-c", Bash, "bash"],
        ("meshgitops valid", "validate"),
        ("meshgitops re", "render"),
        ("meshgitops addresses rea", "reassign"),
        ("meshgitops render --fro", "--frozen"),
        ("meshgitops validate --color nev", "never"),
        ("meshgitops validate --color=nev", "never"),
        ("meshgitops validate --fail-on ", "error info never warning"),
        ("meshgitops schema Clu", "Cluster"),
        ("meshgitops validate apr", "apricot.yaml"),
        ("meshgitops render --output ap", "apps one"),
        ("meshgitops render --shard ", ""),
        ("meshgitops diff render --exi", "--exit-code"));

    [Fact]
    public void Zsh_completes_commands_options_values_files_and_folders() => AssertCompletes(
        "zsh",
        ["-f", "-c", Zsh, "zsh"],
        ("meshgitops valid", "meshgitops validate "),
        ("meshgitops addresses rea", "meshgitops addresses reassign "),
        ("meshgitops render --fro", "meshgitops render --frozen "),
        ("meshgitops validate --color nev", "meshgitops validate --color never "),
        ("meshgitops validate --color=nev", "meshgitops validate --color=never "),
        ("meshgitops schema Clu", "meshgitops schema Cluster "),
        ("meshgitops validate apr", "meshgitops validate apricot.yaml "),
        ("meshgitops render --output ap", @"meshgitops render --output apps\ one/"));

    [Fact]
    public void Fish_offers_commands_options_values_files_and_folders() => AssertCompletes(
        "fish",
        ["--no-config", "-c", Fish],
        ("meshgitops valid", "validate"),
        ("meshgitops addresses rea", "reassign"),
        ("meshgitops render --fro", "--frozen"),
        ("meshgitops validate --color nev", "never"),
        ("meshgitops validate --color=nev", "--color=never"),
        ("meshgitops schema Clu", "Cluster"),
        ("meshgitops validate apr", "apricot.yaml"),
        ("meshgitops render --output ap", "apps one/"));

    private void AssertCompletes(string shell, string[] arguments, params (string Typed, string Offered)[] expected)
    {
        var script = Path.Combine(_folder, "completion");
        var completion = CliProgram.Run(_folder, "completion", shell);
        Assert.Equal((0, ""), (completion.ExitCode, completion.Error));
        File.WriteAllText(script, completion.Output);
        ProgramRun run;
        try
        {
            run = OtherProgram.Run(_folder, Plain, shell, [.. arguments, script, .. expected.Select(line => line.Typed)]);
        }
        catch (Win32Exception)
        {
            _output.WriteLine($"Skipped: there is no {shell} here.");
            return;
        }

        Assert.True(run is { ExitCode: 0, Error: "" }, $"{run}");
        Assert.Equal(expected.Select(line => line.Offered), run.Output.TrimEnd('\n').ReplaceLineEndings("\n").Split('\n'));
    }
}
