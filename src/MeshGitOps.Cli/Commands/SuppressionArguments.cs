using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Commands;

/// <summary>The options that say which findings are accepted. One set per command.</summary>
internal sealed class SuppressionArguments
{
    private const string DefaultJustification = "Allowed on the command line.";

    private readonly Option<string[]> _allow = new("--allow")
    {
        Description = "Accept what a rule finds, by its name or a code of istioctl; a reason may follow: --allow 'IST0118 because legacy'.",
        HelpName = "RULE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _today = new("--today")
    {
        Description = "The day that allowances end on is held against this one. Default: today.",
        HelpName = "YYYY-MM-DD",
    };

    private readonly Option<string> _unused = new("--report-unused-suppressions")
    {
        Description = "How much it matters that an allowance allows nothing: off, warning or error.",
        DefaultValueFactory = _ => "warning",
        HelpName = "LEVEL",
    };

    public SuppressionArguments()
    {
        _allow.Validators.Add(result =>
        {
            foreach (var written in result.Tokens.Select(token => token.Value))
            {
                if (AllowanceText.Parse(written) is not { Rules: [_], Until: null })
                {
                    result.AddError($"Option '--allow' takes one rule, and a reason behind 'because', but is '{written}'.");
                }
            }
        });
        _today.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && AllowanceText.ParseDate(token.Value) is null)
            {
                result.AddError($"Option '--today' takes a day such as 2027-01-31, but is '{token.Value}'.");
            }
        });
        _unused.CompletionSources.Add("off", "warning", "error");
        _unused.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && token.Value is not ("off" or "warning" or "error"))
            {
                result.AddError($"Option '--report-unused-suppressions' takes off, warning or error, but is '{token.Value}'.");
            }
        });
    }

    public void AddTo(Command command)
    {
        command.Add(_allow);
        command.Add(_today);
        command.Add(_unused);
    }

    /// <param name="faults">Of allowances that have ended or cannot be read.</param>
    public SuppressionOptions Read(ParseResult parsed, CommandSession session, Severity faults) => new()
    {
        Today = parsed.GetValue(_today) is { } today && AllowanceText.ParseDate(today) is { } day
            ? day
            : DateOnly.FromDateTime(session.Clock.GetLocalNow().DateTime),
        FaultSeverity = faults,
        UnusedSeverity = parsed.GetValue(_unused) switch
        {
            "off" => null,
            "error" => Severity.Error,
            _ => Severity.Warning,
        },
        Allowed = [.. (parsed.GetValue(_allow) ?? []).Select(Allowed)],
    };

    /// <summary>Which names are rules is known only when the policies are read.</summary>
    /// <exception cref="UsageException">A name on the command line is no rule.</exception>
    public static void Check(SuppressionOptions options, PipelineResult result)
    {
        foreach (var allowed in options.Allowed)
        {
            if (result.Policy.Names.FindAll(allowed.Rule).IsEmpty)
            {
                var help = RuleNames.IsNumbered(allowed.Rule) ? "Findings with a number cannot be allowed." : result.Policy.Names.HelpFor(allowed.Rule) ?? "'meshgitops rules' lists the rules.";
                throw new UsageException($"There is no rule '{allowed.Rule}' to allow. {help}");
            }
        }
    }

    private static CommandLineAllowance Allowed(string written)
    {
        var parsed = AllowanceText.Parse(written);
        var rule = parsed.Rules[0];
        return new CommandLineAllowance(written.Substring(rule.Start, rule.Length), parsed.Reason ?? DefaultJustification);
    }
}
