using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Commands;

/// <summary>The options on what is done with findings: in which forms they are reported, and when they make a run fail.</summary>
internal sealed class FindingOptions
{
    private readonly ImmutableArray<string> _formats;
    private readonly Option<string[]> _reports;

    private readonly Option<string> _failOn = CreateChoice(
        "--fail-on",
        "The least severity that makes the exit code 1.",
        "error",
        ["error", "warning", "info", "never"]);

    private readonly Option<string> _minSeverity = CreateChoice(
        "--min-severity",
        "The least severity that is shown; what makes the exit code 1 is not changed by it.",
        "info",
        ["error", "warning", "info"]);

    private readonly Option<bool> _exitZero = new("--exit-zero")
    {
        Description = "Exit 0 whatever is found; a run that could check nothing still fails.",
    };

    private FindingOptions(string subject, ImmutableArray<string> formats, string name, params string[] aliases)
    {
        _formats = formats;
        _reports = new Option<string[]>(name, aliases)
        {
            Description = $"How {subject} reported, and where to; may be repeated. Formats: {string.Join(", ", formats)}. "
                + "Without a path: the standard output, for one of them.",
            HelpName = "FORMAT[=PATH]",
        };
        _reports.CompletionSources.Add([.. formats]);
        _reports.Validators.Add(result =>
        {
            var targets = new List<ReportTarget>();
            foreach (var token in result.Tokens)
            {
                if (ReportTarget.Parse(token.Value, formats, out var problem) is { } target)
                {
                    targets.Add(target);
                }
                else
                {
                    result.AddError($"Option '{name}' {problem}");
                }
            }

            foreach (var same in targets.GroupBy(target => target.Path, StringComparer.Ordinal).Where(group => group.Count() > 1))
            {
                var formats = string.Join(" and ", same.Select(target => ReportFormats.NameOf(target.Format)));
                result.AddError(same.Key is null
                    ? $"Option '{name}' sends {formats} to the standard output; all but one need a path: {ReportFormats.NameOf(same.Last().Format)}=PATH."
                    : $"Option '{name}' sends {formats} to the same file '{same.Key}'.");
            }
        });
    }

    /// <summary><c>-o</c>, <c>--output</c> and <c>--report</c>.</summary>
    public static FindingOptions ForValidate() => new("findings are", ReportFormats.Names, "--output", "-o", "--report");

    /// <summary>The same names for the forms of a difference.</summary>
    public static FindingOptions ForDiff() => new("the difference is", ReportFormats.OfDifferences, "--output", "-o", "--report");

    /// <summary>Only <c>--report</c>, since the output of a render is its folder, and for programs only, since it prints text anyway.</summary>
    public static FindingOptions ForRender() =>
        new("findings are", [.. ReportFormats.Names.Where(name => name != ReportFormats.NameOf(ReportFormat.Text))], "--report");

    /// <summary>What moved, and not what was found.</summary>
    public static FindingOptions ForPublication() => new("the publication is", ReportFormats.OfPublications, "--output", "-o");

    /// <summary>All of them.</summary>
    public void AddTo(Command command)
    {
        AddReportsTo(command);
        command.Add(_failOn);
        command.Add(_minSeverity);
        command.Add(_exitZero);
    }

    /// <summary>Only the forms of the report.</summary>
    public void AddReportsTo(Command command) => command.Add(_reports);

    public ReportSettings Read(ParseResult parsed) => ReadReports(parsed) with
    {
        FailsFrom = SeverityOf(parsed.GetRequiredValue(_failOn)),
        MinSeverity = SeverityOf(parsed.GetRequiredValue(_minSeverity)) ?? Severity.Info,
        ExitZero = parsed.GetValue(_exitZero),
    };

    public ReportSettings ReadReports(ParseResult parsed) => new() { Targets = TargetsOf(parsed.GetValue(_reports)) };

    /// <summary>The same while the command line is checked.</summary>
    public ImmutableArray<ReportTarget> TargetsOf(CommandResult result) => TargetsOf(result.GetValue(_reports));

    private ImmutableArray<ReportTarget> TargetsOf(string[]? written) =>
        [.. (written ?? []).Select(text => ReportTarget.Parse(text, _formats, out _)).OfType<ReportTarget>()];

    private static Severity? SeverityOf(string name) => name switch
    {
        "error" => Severity.Error,
        "warning" => Severity.Warning,
        "info" => Severity.Info,
        _ => null,
    };

    private static Option<string> CreateChoice(string name, string description, string fallback, ImmutableArray<string> choices)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            DefaultValueFactory = _ => fallback,
            HelpName = string.Join('|', choices),
        };
        option.CompletionSources.Add([.. choices]);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !choices.Contains(token.Value))
            {
                result.AddError($"Option '{name}' takes {string.Join(", ", choices)}, but is '{token.Value}'.");
            }
        });
        return option;
    }
}
