using System.Text;

namespace MeshGitOps.Cli.Completion;

/// <summary>For fish from 3.0 on.</summary>
internal static class FishCompletion
{
    public static string Write(CompletedCommand root)
    {
        var commands = root.All().ToList();
        var script = new StringBuilder("""
            # Completion of meshgitops for fish: meshgitops completion fish | source
            function __meshgitops_in
                set -l command ''
                set -l typed (commandline -opc)
                for word in $typed[2..-1]
                    switch "$command:$word"

            """);
        foreach (var (parent, child) in commands.SelectMany(parent => parent.Commands.Select(child => (parent, child))))
        {
            script.Append($"            case '{parent.Path}:{child.Name}'\n                set command '{child.Path}'\n");
        }

        script.Append("""
                    end
                end
                test "$command" = "$argv[1]"
            end
            complete -c meshgitops -f

            """);
        foreach (var command in commands)
        {
            var start = $"complete -c meshgitops -n \"__meshgitops_in '{command.Path}'\"";
            foreach (var child in command.Commands)
            {
                script.Append($"{start} -a {child.Name} -d {Quoted(child.Description)}\n");
            }

            if (!command.Choices.IsEmpty)
            {
                script.Append($"{start} -a {Quoted(string.Join(' ', command.Choices))}\n");
            }

            if (command.TakesPaths)
            {
                script.Append($"{start} -F\n");
            }

            foreach (var option in command.Options)
            {
                var names = option.Names.Select(name => name.StartsWith("--", StringComparison.Ordinal) ? $"-l {name[2..]}" : $"-s {name[1..]}");
                script.Append($"{start} {string.Join(' ', names)}{ValueOf(option)} -d {Quoted(option.Description)}\n");
            }
        }

        return script.ToString();
    }

    private static string ValueOf(CompletedOption option) => option.Value switch
    {
        CompletedValue.None => "",
        CompletedValue.Choice => $" -x -a {Quoted(string.Join(' ', option.Choices))}",
        CompletedValue.File => " -r -F",
        CompletedValue.Folder => " -x -a '(__fish_complete_directories)'",
        _ => " -x",
    };

    private static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
