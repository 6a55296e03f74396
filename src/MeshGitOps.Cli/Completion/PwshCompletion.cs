using System.Text;

namespace MeshGitOps.Cli.Completion;

/// <summary>For PowerShell, which offers files by itself where a completer returns nothing.</summary>
internal static class PwshCompletion
{
    public static string Write(CompletedCommand root)
    {
        var commands = root.All().ToList();
        var script = new StringBuilder("""
            # Completion of meshgitops for PowerShell: meshgitops completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName meshgitops -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $typed = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
                $command = ''
                foreach ($word in ($typed | Select-Object -Skip 1)) {
                    switch -CaseSensitive ("${command}:$word") {

            """);
        foreach (var (parent, child) in commands.SelectMany(parent => parent.Commands.Select(child => (parent, child))))
        {
            script.Append($"            '{parent.Path}:{child.Name}' {{ $command = '{child.Path}' }}\n");
        }

        script.Append("""
                    }
                }
                $offered = switch -CaseSensitive ("${command}:$($typed[-1])") {

            """);
        foreach (var command in commands)
        {
            foreach (var option in command.Options.Where(option => option.Value == CompletedValue.Choice))
            {
                foreach (var name in option.Names)
                {
                    script.Append($"        '{command.Path}:{name}' {{ {string.Join(", ", option.Choices.Select(choice => Pair(choice, choice)))} }}\n");
                }
            }
        }

        script.Append("""
                }
                if ($null -eq $offered) {
                    $offered = switch -CaseSensitive ($command) {

            """);
        foreach (var command in commands)
        {
            var words = command.Commands.Select(child => Pair(child.Name, child.Description))
                .Concat(command.Choices.Select(choice => Pair(choice, choice)))
                .Concat(command.Options.SelectMany(option => option.Names.Select(name => Pair(name, option.Description))));
            script.Append($"            '{command.Path}' {{ {string.Join(", ", words)} }}\n");
        }

        script.Append("""
                    }
                    # Without a dash in front, paths are more likely than options.
                    if (-not $wordToComplete.StartsWith('-')) { $offered = $offered | Where-Object { -not $_.Word.StartsWith('-') } }
                }
                $offered | Where-Object { $_.Word.StartsWith($wordToComplete) } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_.Word, $_.Word, 'ParameterValue', $_.Says)
                }
            }

            """);
        return script.ToString();
    }

    private static string Pair(string word, string says) =>
        $"@{{ Word = '{word}'; Says = '{(says.Length == 0 ? word : says.Replace("'", "''", StringComparison.Ordinal))}' }}";
}
