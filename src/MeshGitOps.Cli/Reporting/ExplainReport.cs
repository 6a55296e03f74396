using System.Collections.Immutable;
using MeshGitOps.Cli.Commands;
using MeshGitOps.Policies;
using MeshGitOps.Policies.Custom;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Reporting;

/// <summary>A rule or finding in full: what it is, why it matters, an example and its cure, how to set it, where it comes from.</summary>
internal sealed class ExplainReport(TextWriter output, TextStyle style)
{
    private const string Indent = "  ";
    private const string MarkStart = "[|";
    private const string MarkEnd = "|]";

    public void Write(Rule rule)
    {
        Write(rule.Descriptor, $"rule over {RulesCommand.ReadsOf(rule)}, {RulesCommand.LevelOf(rule.Descriptor)} by default");
        WriteHeading("It finds:");
        WriteMarked(rule.Example.Finding);
        WriteHeading("Instead of that:");
        WriteIndented(rule.Example.Clean);
        if (rule.Fix is { } fix)
        {
            WriteHeading("What 'meshgitops fix' does:");
            WriteParagraph(fix, Indent);
        }

        WriteHeading("In a policy file:");
        WriteIndented("spec:");
        WriteIndented("  rules:");
        WriteIndented($"    {rule.Id}:");
        WriteIndented($"      level: {RulesCommand.LevelOf(rule.Descriptor)}  # off, info, warning or error");
        foreach (var parameter in rule.Parameters)
        {
            WriteIndented($"      {parameter.Name}: {parameter.DefaultText}  # {parameter.Description}");
        }

        WriteEnd(rule);
    }

    /// <summary>A rule of the workspace's own: its policy file is its source, its example and its setting.</summary>
    public void Write(CustomRule rule)
    {
        Write(rule.Descriptor, $"rule over {RulesCommand.ReadsOf(rule)}, {RulesCommand.LevelOf(rule.Descriptor)} in its policy file");
        WriteHeading("It looks at:");
        WriteParagraph(string.Join(", ", rule.Kinds.Select(kind => kind.Group is null ? kind.Kind : $"{kind.Kind}.{kind.Group}")), Indent);
        WriteEnd(rule);
    }

    private void WriteEnd(Rule rule)
    {
        output.WriteLine();
        WriteParagraph(rule.AffectsOutput ? "An error of it stops 'render'." : "An error of it is reported, but does not stop 'render'.", "");
        WriteParagraph($"Source: {rule.Source}", "");
        if (!rule.Aliases.IsEmpty)
        {
            WriteParagraph($"Other tools call it: {string.Join(", ", rule.Aliases.Select(NameOf))}", "");
        }
    }

    public void Write(DiagnosticDescriptor descriptor, string remark)
    {
        output.WriteLine($"{style.Bold(descriptor.Id)}: {descriptor.Title} ({remark})");
        output.WriteLine();
        WriteParagraph(descriptor.Explanation.TrimEnd(), "");
    }

    /// <summary>A code of istioctl, with the rules that find it.</summary>
    public void Write(IstioctlCode code, ImmutableArray<Rule> rules)
    {
        output.WriteLine($"{style.Bold(code.Code)}: {code.Name} (of istioctl analyze)");
        output.WriteLine();
        if (code.NotDecided is { } reason)
        {
            WriteParagraph($"Not decided here: {reason}.", "");
            return;
        }

        WriteParagraph(
            rules.Length switch
            {
                0 => "No rule of this version finds it.",
                1 => $"It is found by the rule '{rules[0].Id}'.",
                _ => $"It is found by the rules {string.Join(", ", rules.Select(rule => $"'{rule.Id}'"))}.",
            },
            "");
        foreach (var rule in rules)
        {
            output.WriteLine();
            Write(rule);
        }
    }

    private static string NameOf(string alias) =>
        IstioctlCodes.Find(alias) is { } code ? $"{alias} ({code.Name})" : alias;

    private void WriteHeading(string text)
    {
        output.WriteLine();
        output.WriteLine(style.Bold(text));
    }

    private void WriteIndented(string text)
    {
        foreach (var line in text.TrimEnd().Split('\n'))
        {
            output.WriteLine($"{Indent}{line}".TrimEnd());
        }
    }

    /// <summary>The lines without their marks, and below a line the places that it marks.</summary>
    private void WriteMarked(string text)
    {
        foreach (var line in text.TrimEnd().Split('\n'))
        {
            var shown = "";
            var marks = "";
            var isMarked = false;
            for (var i = 0; i < line.Length;)
            {
                var rest = line.AsSpan(i);
                if (rest.StartsWith(MarkStart) || rest.StartsWith(MarkEnd))
                {
                    isMarked = rest.StartsWith(MarkStart);
                    marks = isMarked && rest[MarkStart.Length..].StartsWith(MarkEnd) ? marks.PadRight(shown.Length) + "^" : marks;
                    i += MarkStart.Length;
                    continue;
                }

                shown += line[i++];
                marks = isMarked ? marks.PadRight(shown.Length - 1) + "^" : marks;
            }

            WriteIndented(shown);
            if (marks.Length > 0)
            {
                output.WriteLine($"{Indent}{style.Red(marks)}");
            }
        }
    }

    private void WriteParagraph(string text, string indent)
    {
        foreach (var line in WrappedText.Of(text, indent))
        {
            output.WriteLine(TerminalText.Clean(line));
        }
    }
}
