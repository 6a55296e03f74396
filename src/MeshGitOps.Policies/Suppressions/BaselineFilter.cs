using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Suppressions;

/// <summary>Takes the findings of a baseline out of a run, and says what of the baseline is mended.</summary>
internal sealed class BaselineFilter
{
    /// <summary>Entries that are named; of a large baseline the rest are only counted.</summary>
    private const int MaxNamed = 10;

    private const string Justification = "Stands in the baseline.";

    private readonly Baseline _baseline;
    private readonly ImmutableArray<string> _scope;
    private readonly RuleNames _names;
    private readonly ImmutableDictionary<string, BaselineEntry> _entries;
    private readonly Dictionary<Diagnostic, string> _fingerprints = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);

    /// <param name="scope">The files and folders that are checked.</param>
    /// <param name="findings">All of the run, in <see cref="DiagnosticOrder"/>.</param>
    public BaselineFilter(Baseline baseline, ImmutableArray<string> scope, ImmutableArray<Diagnostic> findings, RuleNames names)
    {
        _baseline = baseline;
        _scope = scope;
        _names = names;
        var fingerprints = Fingerprints.Of(findings);
        for (var i = 0; i < findings.Length; i++)
        {
            if (names.IsRule(findings[i].Id))
            {
                _fingerprints.Add(findings[i], fingerprints[i]);
                _found.Add(fingerprints[i]);
            }
        }

        // What cannot be read, planned or rendered may hide findings: a new baseline would miss them.
        IsNew = ReferenceEquals(baseline, Baseline.New) && !findings.Any(finding => finding.Severity == Severity.Error && !names.IsRule(finding.Id));
        _entries = baseline.Entries.ToImmutableDictionary(entry => entry.Fingerprint, StringComparer.Ordinal);
    }

    private bool IsNew { get; }

    public Suppression? Find(Diagnostic finding)
    {
        if (!_fingerprints.TryGetValue(finding, out var fingerprint))
        {
            return null;
        }

        return IsNew ? new Suppression(SuppressionKind.Baseline, Justification, null)
            : _entries.TryGetValue(fingerprint, out var entry) ? new Suppression(SuppressionKind.Baseline, Justification, entry.Location)
            : null;
    }

    /// <summary>What is to be written: what is accepted of a new one, else what still occurs or was not looked for.</summary>
    /// <param name="accepted">The findings that the baseline accepts.</param>
    public Baseline Updated(IEnumerable<Diagnostic> accepted, HashSet<string> rulesRun) => IsNew
        ? new Baseline([.. accepted.Select(finding => new BaselineEntry(_fingerprints[finding], finding.Id, finding.Location.Path))])
        : new Baseline([.. _baseline.Entries.Where(entry => !IsMended(entry, rulesRun))]);

    /// <summary>One finding for all that is mended, as it is mended in one step.</summary>
    public IEnumerable<Diagnostic> Mended(HashSet<string> rulesRun)
    {
        var mended = _baseline.Entries.Where(entry => IsMended(entry, rulesRun)).ToList();
        if (mended.Count == 0 || mended[0].Location is not { } first)
        {
            return [];
        }

        var related = mended.Skip(1).Take(MaxNamed - 1).Select(entry => entry.Location).OfType<SourceLocation>();
        return
        [
            Diagnostic.Create(
                SuppressionDiagnostics.BaselineMended,
                first,
                mended.Count == 1
                    ? "A finding of the baseline does not occur any more."
                    : string.Create(CultureInfo.InvariantCulture, $"{mended.Count} findings of the baseline do not occur any more."),
                "Take them out with '--update-baseline'.",
                [.. related.Select(location => new RelatedLocation(location, "nor does this one"))]),
        ];
    }

    private bool IsMended(BaselineEntry entry, HashSet<string> rulesRun) =>
        !_found.Contains(entry.Fingerprint)
        && _scope.Any(checkedPath => SourcePaths.IsWithin(entry.Path, checkedPath))
        && (rulesRun.Contains(entry.Rule) || (rulesRun.Count > 0 && !_names.IsRule(entry.Rule)));
}
