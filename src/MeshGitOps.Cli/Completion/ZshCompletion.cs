using System.Text;

namespace MeshGitOps.Cli.Completion;

/// <summary>For zsh, as a file <c>_meshgitops</c> in the <c>fpath</c> or sourced after <c>compinit</c>.</summary>
internal static class ZshCompletion
{
    public static string Write(CompletedCommand root)
    {
        var commands = root.All().ToList();
        var script = new StringBuilder("""
            #compdef meshgitops
            # Completion of meshgitops for zsh: source <(meshgitops completion zsh)
            _meshgitops() {
              local command='' paths='' index current="${words[CURRENT]}" previous="${words[CURRENT-1]}"
              local -a choices options
              for ((index = 2; index < CURRENT; index++)); do
                case "$command:${words[index]}" in

            """);
        foreach (var (parent, child) in commands.SelectMany(parent => parent.Commands.Select(child => (parent, child))))
        {
            script.Append($"      '{parent.Path}:{child.Name}') command='{child.Path}' ;;\n");
        }

        script.Append("""
                esac
              done
              if [[ "$current" == --*=* ]]; then previous="${current%%=*}"; compset -P '*='; fi
              case "$command:$previous" in

            """);
        foreach (var command in commands)
        {
            foreach (var option in command.Options.Where(option => option.Value != CompletedValue.None))
            {
                var pattern = string.Join('|', option.Names.Select(name => $"'{command.Path}:{name}'"));
                script.Append($"    {pattern}) {ValueOf(option)}; return ;;\n");
            }
        }

        script.Append("""
              esac
              case "$command" in

            """);
        foreach (var command in commands)
        {
            var words = command.Commands.Select(child => Described(child.Name, child.Description)).Concat(command.Choices.Select(choice => Described(choice, "")));
            var options = command.Options.SelectMany(option => option.Names.Select(name => Described(name, option.Description)));
            script.Append($"    '{command.Path}') paths='{(command.TakesPaths ? "yes" : "")}'\n");
            script.Append($"      choices=({string.Join(' ', words)})\n");
            script.Append($"      options=({string.Join(' ', options)}) ;;\n");
        }

        script.Append("""
              esac
              if [[ "$current" == -* ]]; then
                _describe -o option options
                return
              fi
              (( $#choices )) && _describe command choices
              [[ -n "$paths" ]] && _files
            }
            compdef _meshgitops meshgitops

            """);
        return script.ToString();
    }

    private static string ValueOf(CompletedOption option) => option.Value switch
    {
        CompletedValue.Choice => $"compadd -- {string.Join(' ', option.Choices)}",
        CompletedValue.File => "_files",
        CompletedValue.Folder => "_files -/",
        _ => ":",
    };

    private static string Described(string word, string description) =>
        $"'{word}{(description.Length == 0 ? "" : $":{description.Replace("'", "'\\''", StringComparison.Ordinal)}")}'";
}
