using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Suppressions;

/// <summary>Reads what accepts findings; one that is wrong is reported at its exact place and accepts nothing.</summary>
internal sealed class AllowanceReader(RuleNames names, SuppressionOptions options, DiagnosticBag diagnostics)
{
    private const string Verb = "allow";
    private const string HelpForReason = "Write why it is fine, behind the word 'because'.";

    private static readonly string[] OtherVerbs = ["disable", "ignore", "skip", "suppress"];

    private readonly List<Allowance> _allowances = [];

    public ImmutableArray<Allowance> ToImmutable() => [.. _allowances];

    /// <summary>A comment that begins with another word is prose, unless the word looks like 'allow'.</summary>
    public void AddComment(ToolComment comment)
    {
        var text = comment.Text;
        var end = text.AsSpan().IndexOfAny(" \t");
        var verb = end < 0 ? text : text[..end];
        if (verb == Verb)
        {
            Add(AllowanceText.Parse(text[verb.Length..]), text[verb.Length..], Place, rule => rule with { Path = comment.Location.Path, Line = comment.Line }, SuppressionKind.Comment, comment.Location);
        }
        else if (OtherVerbs.Contains(verb) || Suggestion.Closest(verb, [Verb]) is not null)
        {
            Report(SuppressionDiagnostics.Unreadable, Place(new TextSpan(-Verb.Length, verb.Length)), $"The comment says '{Shown.Of(verb)}', which is not understood.", $"Write '# {ToolComments.Mark} allow RULE because REASON'.");
        }

        SourceLocation Place(TextSpan span) =>
            comment.Location.Source.At(new TextSpan(comment.Location.Span.Start + Verb.Length + span.Start, span.Length));
    }

    /// <param name="root">The object.</param>
    public void AddAnnotations(YamlMapping root)
    {
        foreach (var entry in root.Mapping("metadata").Mapping("annotations")?.Entries ?? [])
        {
            if (entry.Key.Value == AllowAnnotations.Own)
            {
                AddOwnAnnotation(root, entry);
            }
            else if (entry.Key.Value == AllowAnnotations.Istioctl && entry.Value is YamlScalar codes)
            {
                AddIstioctlAnnotation(root, codes);
            }
        }
    }

    /// <param name="workspaceFolder">What its paths are relative to.</param>
    public void AddExemption(Exemption exemption, string workspaceFolder)
    {
        var paths = ImmutableArray.CreateBuilder<string>();
        foreach (var path in exemption.Paths)
        {
            var problem = SourcePaths.Resolve(workspaceFolder, path.Value, out var resolved);
            if (problem == SourcePathProblem.None)
            {
                paths.Add(resolved);
            }
            else
            {
                diagnostics.Add(SourceFiles.ProblemOf(problem, path));
            }
        }

        if (paths.Count < exemption.Paths.Length || IsEnded(exemption.Until?.Value, exemption.Until?.Location, exemption.Rule.Value))
        {
            return;
        }

        if (exemption.Reason.Value.Trim() is not { Length: > 0 } reason)
        {
            Report(SuppressionDiagnostics.NoReason, exemption.Reason.Location, $"The exemption of '{Shown.Of(exemption.Rule.Value)}' gives no reason.", "Write why it is fine.");
            return;
        }

        if (Resolve(exemption.Rule.Value, exemption.Rule.Location) is { } ids)
        {
            _allowances.Add(new Allowance(
                SuppressionKind.Exemption,
                exemption.Rule.Value,
                ids,
                exemption.Rule.Location,
                exemption.Owner is { } owner ? $"{reason} ({owner})" : reason)
            {
                Paths = exemption.Paths.IsEmpty ? default : paths.ToImmutable(),
            });
        }
    }

    /// <summary>A name that is no rule was refused before.</summary>
    public void AddCommandLine(CommandLineAllowance allowed)
    {
        if (names.FindAll(allowed.Rule) is { IsEmpty: false } ids)
        {
            _allowances.Add(new Allowance(SuppressionKind.CommandLine, allowed.Rule, ids, null, allowed.Justification) { IsForThisTool = false });
        }
    }

    private void AddOwnAnnotation(YamlMapping root, YamlEntry entry)
    {
        if (entry.Value is not YamlScalar scalar)
        {
            Report(SuppressionDiagnostics.Unreadable, entry.Key.Location, $"The annotation '{AllowAnnotations.Own}' is no string.", "Write \"RULE because REASON\".");
            return;
        }

        var places = new ScalarPlaces(scalar);
        for (var start = 0; start <= scalar.Value.Length;)
        {
            var semicolon = scalar.Value.IndexOf(';', start);
            var stop = semicolon < 0 ? scalar.Value.Length : semicolon;
            var part = scalar.Value[start..stop];
            var offset = start;
            if (part.AsSpan().Trim().Length > 0)
            {
                Add(AllowanceText.Parse(part), part, span => places.Of(span with { Start = span.Start + offset }), rule => rule with { Path = root.Source.Path, Object = root.Span }, SuppressionKind.Annotation, scalar.Location);
            }

            start = stop + 1;
        }
    }

    /// <summary>A code that no rule here has is istioctl's business.</summary>
    private void AddIstioctlAnnotation(YamlMapping root, YamlScalar codes)
    {
        foreach (var code in codes.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct())
        {
            ImmutableArray<string> ids = code == "*" ? default : names.FindAll(code);
            if (ids.IsDefault || !ids.IsEmpty)
            {
                _allowances.Add(new Allowance(SuppressionKind.Annotation, code, ids, codes.Location, $"The annotation '{AllowAnnotations.Istioctl}', which takes no reason.")
                {
                    Path = root.Source.Path,
                    Object = root.Span,
                    IsForThisTool = false,
                });
            }
        }
    }

    /// <param name="place">The place of a span of the text.</param>
    /// <param name="bind">Says which findings it is about.</param>
    /// <param name="whole">The place where nothing more exact can be said.</param>
    private void Add(AllowanceText parsed, string text, Func<TextSpan, SourceLocation> place, Func<Allowance, Allowance> bind, SuppressionKind kind, SourceLocation whole)
    {
        if (parsed.Rules.IsEmpty)
        {
            Report(SuppressionDiagnostics.Unreadable, whole, "The allowance names no rule.", "Write 'RULE because REASON'.");
            return;
        }

        var first = TextOf(parsed.Rules[0]);
        if (parsed is { Until: { } until, Date: null })
        {
            Report(SuppressionDiagnostics.Unreadable, place(until), $"The allowance of '{Shown.Of(first)}' ends on '{Shown.Of(TextOf(until))}', which is no day.", "Write year, month and day: 2027-01-31.");
            return;
        }

        if (parsed.Reason is not { } reason)
        {
            Report(SuppressionDiagnostics.NoReason, place(parsed.Rules[0]), $"The allowance of '{Shown.Of(first)}' gives no reason.", HelpForReason);
            return;
        }

        if (IsEnded(parsed.Date, parsed.Until is { } date ? place(date) : null, first))
        {
            return;
        }

        foreach (var rule in parsed.Rules)
        {
            if (Resolve(TextOf(rule), place(rule)) is { } ids)
            {
                _allowances.Add(bind(new Allowance(kind, TextOf(rule), ids, place(rule), reason)));
            }
        }

        string TextOf(TextSpan span) => text.Substring(span.Start, span.Length);
    }

    private ImmutableArray<string>? Resolve(string name, SourceLocation location)
    {
        if (names.FindAll(name) is { IsEmpty: false } ids)
        {
            return ids;
        }

        if (RuleNames.IsNumbered(name))
        {
            Report(SuppressionDiagnostics.NotARule, location, $"The finding '{name}' cannot be allowed.", "Mend what it says; only what a rule finds can be allowed.");
        }
        else
        {
            Report(SuppressionDiagnostics.UnknownRule, location, $"There is no rule '{Shown.Of(name)}' to allow.", names.HelpFor(name));
        }

        return null;
    }

    /// <summary>The day itself is the last on which it holds.</summary>
    private bool IsEnded(DateOnly? until, SourceLocation? location, string rule)
    {
        if (until is not { } date || location is not { } place || date >= options.Today)
        {
            return false;
        }

        Report(
            SuppressionDiagnostics.Ended,
            place,
            string.Create(CultureInfo.InvariantCulture, $"The allowance of '{Shown.Of(rule)}' ended on {date:yyyy-MM-dd}."),
            "Mend what it allows, or agree on a later day.");
        return true;
    }

    private void Report(DiagnosticDescriptor descriptor, SourceLocation location, string message, string? help) =>
        diagnostics.Add(Diagnostic.Create(descriptor, location, message, help) with { Severity = options.FaultSeverity });
}
