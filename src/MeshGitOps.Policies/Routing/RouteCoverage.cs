using System.Text;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Routing;

/// <summary>A match that an earlier route takes all requests of; without a match the whole route is meant.</summary>
internal sealed record CoveredMatch(VirtualServiceRoute Route, YamlMapping? Match, VirtualServiceRoute By);

/// <summary>
/// Which routes of a VirtualService come too late: the first match wins. Only what is certain counts:
/// a route for everything, an equal match, or the prefix of a path without any other condition.
/// Source: analyzeUnreachableHTTPRules in Istio's pkg/config/validation.
/// </summary>
internal sealed class RouteCoverage
{
    /// <summary>A longer match is compared with no other one.</summary>
    private const int MaxMatchLength = 4096;

    /// <summary>Different lengths of prefixes that a path is compared with.</summary>
    private const int MaxPrefixLengths = 64;

    private readonly Dictionary<string, VirtualServiceRoute> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, VirtualServiceRoute> _prefixes = new(StringComparer.Ordinal);
    private readonly SortedSet<int> _prefixLengths = [];
    private VirtualServiceRoute? _everything;

    private RouteCoverage()
    {
    }

    public static IEnumerable<CoveredMatch> Of(VirtualService item)
    {
        foreach (var list in item.Routes.GroupBy(route => route.Protocol))
        {
            var coverage = new RouteCoverage();
            foreach (var route in list)
            {
                foreach (var covered in coverage.Add(route))
                {
                    yield return covered;
                }
            }
        }
    }

    private List<CoveredMatch> Add(VirtualServiceRoute route)
    {
        var before = _everything;
        var found = new List<CoveredMatch>();
        VirtualServiceRoute? earlier = null;
        var isAllEarlier = true;
        foreach (var match in route.Matches)
        {
            var by = FindAndAdd(route, match);
            isAllEarlier &= by is not null && !ReferenceEquals(by, route);
            earlier ??= by;
            if (by is not null)
            {
                found.Add(new CoveredMatch(route, match, by));
            }
        }

        if (route.Node.Items("match").IsEmpty && route.Node.Value("match") is null or YamlSequence)
        {
            _everything ??= route;
        }

        if (before is not null)
        {
            return [new CoveredMatch(route, null, before)];
        }

        return earlier is not null && isAllEarlier && route.Matches.Length == route.Node.Items("match").Length
            ? [new CoveredMatch(route, null, earlier)]
            : found;
    }

    private VirtualServiceRoute? FindAndAdd(VirtualServiceRoute route, YamlMapping match)
    {
        if (Canonical(match) is not { } text)
        {
            return null;
        }

        var uri = match.Mapping("uri");
        if (_seen.TryGetValue(text, out var same) || (uri is not null && CoveringPrefix(uri) is { } prefixed && (same = prefixed) is not null))
        {
            return same;
        }

        _seen.Add(text, route);
        if (match.Entries.All(entry => entry.Key.Value is "name" or "uri"))
        {
            var prefix = uri.Text("prefix")?.Value;
            if (uri is null || prefix == "/")
            {
                _everything ??= route;
            }
            else if (prefix is not null && uri.Entries.Length == 1)
            {
                AddPrefix(prefix, route);
            }
        }

        return null;
    }

    private void AddPrefix(string prefix, VirtualServiceRoute route)
    {
        if (_prefixLengths.Contains(prefix.Length) || _prefixLengths.Count < MaxPrefixLengths)
        {
            _prefixLengths.Add(prefix.Length);
            _prefixes.TryAdd(prefix, route);
        }
    }

    private VirtualServiceRoute? CoveringPrefix(YamlMapping uri)
    {
        if ((uri.Text("prefix") ?? uri.Text("exact")) is not { } path)
        {
            return null;
        }

        foreach (var length in _prefixLengths)
        {
            if (length > path.Value.Length)
            {
                break;
            }

            if (_prefixes.TryGetValue(path.Value[..length], out var route))
            {
                return route;
            }
        }

        return null;
    }

    /// <summary>The match with sorted keys and without its name; null where it is too long.</summary>
    private static string? Canonical(YamlMapping match)
    {
        var text = new StringBuilder();
        Append(text, match, isTop: true);
        return text.Length > MaxMatchLength ? null : text.ToString();
    }

    private static void Append(StringBuilder text, YamlNode node, bool isTop)
    {
        if (text.Length > MaxMatchLength)
        {
            return;
        }

        switch (node)
        {
            case YamlMapping mapping:
                text.Append('{');
                foreach (var entry in mapping.Entries.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal))
                {
                    if (!isTop || entry.Key.Value != "name")
                    {
                        text.Append(entry.Key.Value.Length).Append(':').Append(entry.Key.Value).Append('=');
                        Append(text, entry.Value, isTop: false);
                    }
                }

                text.Append('}');
                break;
            case YamlSequence sequence:
                text.Append('[');
                foreach (var item in sequence.Items)
                {
                    Append(text, item, isTop: false);
                }

                text.Append(']');
                break;
            case YamlScalar scalar:
                text.Append(scalar.Value.Length).Append(':').Append(scalar.Value);
                break;
        }
    }
}
