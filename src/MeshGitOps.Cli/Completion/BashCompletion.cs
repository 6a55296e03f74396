using System.Text;

namespace MeshGitOps.Cli.Completion;

/// <summary>For bash from 3.2 on, which macOS has; nothing of the bash-completion package is needed.</summary>
internal static class BashCompletion
{
    public static string Write(CompletedCommand root)
    {
        var commands = root.All().ToList();
        var script = new StringBuilder("""
            # Completion of meshgitops for bash: source <(meshgitops completion bash)
            _meshgitops() {
              local IFS=$'\n' command='' words='' paths='' index
              local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
              for ((index = 1; index < COMP_CWORD; index++)); do
                case "$command:${COMP_WORDS[index]}" in

            """);
        foreach (var (parent, child) in commands.SelectMany(parent => parent.Commands.Select(child => (parent, child))))
        {
            script.Append($"      '{parent.Path}:{child.Name}') command='{child.Path}' ;;\n");
        }

        script.Append("""
                esac
              done
              # '--option=value' comes as three words.
              if [ "$current" = '=' ]; then current=''; elif [ "$previous" = '=' ]; then previous="${COMP_WORDS[COMP_CWORD-2]}"; fi
              case "$command:$previous" in

            """);
        foreach (var command in commands)
        {
            foreach (var option in command.Options.Where(option => option.Value != CompletedValue.None))
            {
                var pattern = string.Join('|', option.Names.Select(name => $"'{command.Path}:{name}'"));
                script.Append($"    {pattern}) {ValueOf(option)} ;;\n");
            }
        }

        script.Append("""
              esac
              case "$command" in

            """);
        foreach (var command in commands)
        {
            var words = command.Commands.Select(child => child.Name).Concat(command.Choices);
            var options = command.Options.SelectMany(option => option.Names);
            script.Append($"    '{command.Path}') words='{string.Join(' ', words)}'; paths='{(command.TakesPaths ? "yes" : "")}'\n");
            script.Append($"      case \"$current\" in -*) words='{string.Join(' ', options)}'; paths='' ;; esac ;;\n");
        }

        script.Append("""
              esac
              COMPREPLY=($(IFS=' '; compgen -W "$words" -- "$current"))
              if [ -n "$paths" ]; then
                compopt -o filenames 2>/dev/null
                COMPREPLY+=($(compgen -f -- "$current"))
              fi
            }
            complete -F _meshgitops meshgitops

            """);
        return script.ToString();
    }

    private static string ValueOf(CompletedOption option) => option.Value switch
    {
        CompletedValue.Choice => $"COMPREPLY=($(IFS=' '; compgen -W '{string.Join(' ', option.Choices)}' -- \"$current\")); return",
        CompletedValue.File => "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$current\")); return",
        CompletedValue.Folder => "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- \"$current\")); return",
        _ => "COMPREPLY=(); return",
    };
}
