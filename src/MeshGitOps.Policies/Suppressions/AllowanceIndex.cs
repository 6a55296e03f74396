using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Suppressions;

/// <summary>Finds the allowances of a finding without looking at all of them.</summary>
internal sealed class AllowanceIndex
{
    private readonly Dictionary<(string Path, int Line), List<Allowance>> _byLine = [];
    private readonly Dictionary<string, List<Allowance>> _byObject = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Allowance>> _byRule = new(StringComparer.Ordinal);
    private readonly HashSet<string> _pathsWithLines = new(StringComparer.Ordinal);
    private readonly Dictionary<(Allowance Allowance, string Path), bool> _matches = new(ReferencePairs.Instance);

    public AllowanceIndex(ImmutableArray<Allowance> allowances)
    {
        foreach (var allowance in allowances)
        {
            switch (allowance)
            {
                case { Path: { } path, Line: { } line }:
                    _pathsWithLines.Add(path);
                    Add(_byLine, (path, line), allowance);
                    break;
                case { Path: { } path }:
                    Add(_byObject, path, allowance);
                    break;
                default:
                    foreach (var rule in allowance.Rules)
                    {
                        Add(_byRule, rule, allowance);
                    }

                    break;
            }
        }

        foreach (var objects in _byObject.Values)
        {
            objects.Sort((left, right) => StartOf(left).CompareTo(StartOf(right)));
        }
    }

    /// <summary>In the order in which they justify: comment, annotation, exemption, command line.</summary>
    public IEnumerable<Allowance> Of(Diagnostic finding) =>
        OnLine(finding.Location).Concat(OfObject(finding.Location)).Where(allowance => allowance.AllowsRule(finding.Id))
            .Concat(OfRule(finding.Id, finding.Location.Path));

    private List<Allowance> OnLine(SourceLocation location) =>
        _pathsWithLines.Contains(location.Path) && _byLine.TryGetValue((location.Path, location.Position.Line), out var found) ? found : [];

    /// <summary>Objects do not lie inside of one another: those of the last start at or before the place hold it, if any do.</summary>
    private IEnumerable<Allowance> OfObject(SourceLocation location)
    {
        if (!_byObject.TryGetValue(location.Path, out var objects))
        {
            yield break;
        }

        var (low, high) = (0, objects.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = StartOf(objects[middle]) <= location.Span.Start ? (middle + 1, high) : (low, middle);
        }

        for (var i = low - 1; i >= 0 && StartOf(objects[i]) == StartOf(objects[low - 1]); i--)
        {
            if (objects[i].Object is { } span && location.Span.Start <= span.End)
            {
                yield return objects[i];
            }
        }
    }

    private IEnumerable<Allowance> OfRule(string id, string path) =>
        _byRule.TryGetValue(id, out var found) ? found.Where(allowance => IsAbout(allowance, path)) : [];

    private bool IsAbout(Allowance allowance, string path)
    {
        if (allowance.Paths.IsDefault)
        {
            return true;
        }

        if (!_matches.TryGetValue((allowance, path), out var isAbout))
        {
            isAbout = allowance.Paths.Any(pattern =>
                SourceGlob.IsGlob(pattern) ? SourceGlob.IsMatch(pattern, path) : SourcePaths.IsWithin(path, pattern));
            _matches.Add((allowance, path), isAbout);
        }

        return isAbout;
    }

    private static int StartOf(Allowance allowance) => allowance.Object?.Start ?? 0;

    private static void Add<TKey>(Dictionary<TKey, List<Allowance>> index, TKey key, Allowance allowance)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var list))
        {
            index[key] = list = [];
        }

        list.Add(allowance);
    }

    private sealed class ReferencePairs : IEqualityComparer<(Allowance Allowance, string Path)>
    {
        public static readonly ReferencePairs Instance = new();

        public bool Equals((Allowance Allowance, string Path) x, (Allowance Allowance, string Path) y) =>
            ReferenceEquals(x.Allowance, y.Allowance) && x.Path == y.Path;

        public int GetHashCode((Allowance Allowance, string Path) pair) =>
            HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(pair.Allowance), string.GetHashCode(pair.Path, StringComparison.Ordinal));
    }
}
