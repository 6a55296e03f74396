using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Fixes;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Workspace;

namespace MeshGitOps.Cli.Fixing;

/// <summary>
/// Makes fixes in memory, checks everything anew, and takes back those that made it worse; several times, since one fix can
/// show the next mistake or make room for a fix that it overlapped with.
/// </summary>
/// <param name="run">The pipeline over the files with some texts changed.</param>
/// <param name="isWanted">Which findings may be fixed.</param>
internal sealed class FixRounds(
    Func<ImmutableSortedDictionary<string, Diagnosed<SourceText?>>, PipelineResult> run,
    Func<Diagnostic, bool> isWanted)
{
    public const int MaxRounds = 5;

    /// <summary>Each is a run of the whole pipeline; after that many, what is left of a round is given up.</summary>
    private const int MaxTries = 10;

    private readonly List<Diagnostic> _applied = [];
    private readonly DiagnosticBag _problems = new();
    private readonly HashSet<(string, string, string, string)> _closed = [];
    private ImmutableSortedDictionary<string, EditedText> _files =
        ImmutableSortedDictionary<string, EditedText>.Empty.WithComparers(StringComparer.Ordinal);

    public FixOutcome Run()
    {
        var before = run(TextsOf(_files));
        var result = before;
        FixSelection? selection = null;
        for (var round = 0; round < MaxRounds; round++)
        {
            (selection, result) = RunRound(result);
            if (selection.Chosen.IsEmpty)
            {
                break;
            }
        }

        foreach (var waiting in selection is { Chosen.IsEmpty: false } ? selection.Overlapping : [])
        {
            _problems.Add(FixDiagnostics.Incomplete, waiting.Location, $"The fix of '{waiting.Id}' overlaps with others and is not made yet.", "Run 'meshgitops fix' again.");
        }

        return new FixOutcome(before, result, [.. _applied], _files, DiagnosticOrder.Sort(_problems.ToImmutable()));
    }

    /// <summary>Tries fewer fixes until none of them does harm.</summary>
    private (FixSelection Selection, PipelineResult Result) RunRound(PipelineResult result)
    {
        for (var tries = 1; ; tries++)
        {
            var selection = FixSelection.Of(result.Diagnostics.Where(finding => isWanted(finding) && !_closed.Contains(KeyOf(finding))));
            foreach (var finding in selection.Unsound)
            {
                Refuse(finding, "it lies outside of the text");
            }

            if (selection.Chosen.IsEmpty)
            {
                return (selection, result);
            }

            var files = _files;
            foreach (var (path, edits) in selection.Edits)
            {
                files = files.SetItem(path, files.GetValueOrDefault(path, EditedText.Of(edits.Source)).With(edits.Edits));
            }

            var next = run(TextsOf(files));
            if (FindHarm(selection, files, result, next) is { Count: > 0 } harm)
            {
                foreach (var (finding, reason) in harm)
                {
                    Refuse(finding, reason);
                }

                foreach (var finding in tries < MaxTries ? [] : selection.Chosen.Where(finding => !_closed.Contains(KeyOf(finding))))
                {
                    Refuse(finding, "too many others do harm");
                }

                continue;
            }

            _files = files;
            foreach (var finding in selection.Chosen)
            {
                _applied.Add(finding);
                _closed.Add(KeyOf(finding));
            }

            return (selection, next);
        }
    }

    private static List<(Diagnostic Finding, string Reason)> FindHarm(
        FixSelection selection,
        ImmutableSortedDictionary<string, EditedText> files,
        PipelineResult before,
        PipelineResult after)
    {
        var unreadable = selection.Edits.Keys.Where(path => !IsReadable(path, files[path].ToString())).ToHashSet(StringComparer.Ordinal);
        var errorsBefore = PlacedErrors.Of(before.Diagnostics);
        var errorsAfter = PlacedErrors.Of(after.Diagnostics);
        var worse = new HashSet<(string Path, TextSpan Span)>();
        foreach (var (path, edits) in selection.Edits)
        {
            var spansAfter = edits.SpansAfter;
            for (var i = 0; i < spansAfter.Length; i++)
            {
                if (errorsAfter.At(path, spansAfter[i]).Except(errorsBefore.At(path, edits.Edits[i].Span)).Any())
                {
                    worse.Add((path, edits.Edits[i].Span));
                }
            }
        }

        var harm = new List<(Diagnostic, string)>();
        foreach (var finding in selection.Chosen)
        {
            if (finding.Fix!.Edits.Any(edit => unreadable.Contains(edit.Location.Path)))
            {
                harm.Add((finding, "the file would not be sound YAML then"));
            }
            else if (finding.Fix.Edits.Any(edit => worse.Contains((edit.Location.Path, edit.Location.Span))))
            {
                harm.Add((finding, "there would be another error in its place"));
            }
        }

        return harm;
    }

    private static bool IsReadable(string path, string text) =>
        !SourceFiles.IsYaml(path)
        || YamlTreeBuilder.Build(new SourceText(path, text)).Diagnostics.All(finding => finding.Severity != Severity.Error);

    private void Refuse(Diagnostic finding, string reason)
    {
        _closed.Add(KeyOf(finding));
        _problems.Add(
            FixDiagnostics.Refused,
            finding.Location,
            $"The fix of '{finding.Id}' is not made because {reason}.",
            finding.Help);
    }

    /// <summary>What is tried once is not tried again: a fix that does not help would be made in every round.</summary>
    private static (string, string, string, string) KeyOf(Diagnostic finding) =>
        (finding.Id, finding.Location.Path, finding.Message, finding.Fix?.Title ?? "");

    private static ImmutableSortedDictionary<string, Diagnosed<SourceText?>> TextsOf(ImmutableSortedDictionary<string, EditedText> files) =>
        files.ToImmutableSortedDictionary(
            file => file.Key,
            file => new Diagnosed<SourceText?>(new SourceText(file.Key, file.Value.ToString()), []),
            StringComparer.Ordinal);
}
