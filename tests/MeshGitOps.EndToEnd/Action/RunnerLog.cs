using System.Collections.Immutable;

namespace MeshGitOps.EndToEnd.Action;

/// <summary>
/// What the runner makes of the lines that a step prints: commands behind '::' at the start of a line, and of the old form behind '##[' anywhere,
/// unless they were stopped.
/// </summary>
/// <param name="Commands">What the runner would do, with its properties and its text as they are after the escapes.</param>
/// <param name="Lines">What a person reads.</param>
internal sealed record RunnerLog(ImmutableArray<RunnerCommand> Commands, ImmutableArray<string> Lines)
{
    public static RunnerLog Of(string output)
    {
        var commands = ImmutableArray.CreateBuilder<RunnerCommand>();
        var lines = ImmutableArray.CreateBuilder<string>();
        string? resume = null;
        foreach (var line in output.Split('\n'))
        {
            if (resume is not null)
            {
                resume = line.Trim() == $"::{resume}::" ? null : resume;
                lines.Add(line);
            }
            else if (Parse(line) is { } command)
            {
                commands.Add(command);
                resume = command.Name == "stop-commands" ? command.Text : null;
            }
            else
            {
                lines.Add(line);
            }
        }

        Assert.True(resume is null, "The runner takes no commands any more.");
        return new RunnerLog(commands.ToImmutable(), lines.ToImmutable());
    }

    private static RunnerCommand? Parse(string line)
    {
        var text = line.TrimStart();
        if (text.StartsWith("::", StringComparison.Ordinal) && text.IndexOf("::", 2, StringComparison.Ordinal) is var end and > 0)
        {
            var head = text[2..end].Split(' ', 2);
            return new RunnerCommand(head[0], head.Length > 1 ? head[1] : "", Unescape(text[(end + 2)..]));
        }

        var old = line.IndexOf("##[", StringComparison.Ordinal);
        return old >= 0 && line.IndexOf(']', old) is var close and > 0 ? new RunnerCommand(line[(old + 3)..close], "", line[(close + 1)..]) : null;
    }

    private static string Unescape(string text) => text
        .Replace("%0D", "\r", StringComparison.Ordinal)
        .Replace("%0A", "\n", StringComparison.Ordinal)
        .Replace("%25", "%", StringComparison.Ordinal);
}

/// <param name="Properties">As they are written: <c>file=a,line=1</c>.</param>
internal sealed record RunnerCommand(string Name, string Properties, string Text);
