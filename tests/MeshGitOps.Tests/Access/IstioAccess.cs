using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Tests.Access;

/// <summary>Rendered AuthorizationPolicies of one workload, evaluated as Istio does. Source: its reference of AuthorizationPolicy and <c>security/authz/matcher</c>.</summary>
internal static class IstioAccess
{
    public static bool IsAllowed(IReadOnlyCollection<Manifest> policies, Call call)
    {
        var specs = policies.Select(policy => (ManifestMapping)policy.Root["spec"]!).ToList();
        if (specs.Exists(spec => Action(spec) == "DENY" && Matches(spec, call)))
        {
            return false;
        }

        var allowing = specs.Where(spec => Action(spec) == "ALLOW").ToList();
        return allowing.Count == 0 || allowing.Exists(spec => Matches(spec, call));
    }

    private static string Action(ManifestMapping spec) => Text(spec["action"]);

    /// <summary>Without rules it matches nothing.</summary>
    private static bool Matches(ManifestMapping spec, Call call) => Items(spec["rules"]).Any(rule => MatchesRule(rule, call));

    private static bool MatchesRule(ManifestMapping rule, Call call)
    {
        Assert.Empty(rule.Fields.Select(field => field.Key).Except(["from", "to", "when"]));
        return (rule["from"] is not { } from || Items(from).Any(item => IsSource((ManifestMapping)item["source"]!, call)))
            && (rule["to"] is not { } to || Items(to).Any(item => IsOperation((ManifestMapping)item["operation"]!, call)))
            && Items(rule["when"]).All(condition => Holds(condition, call));
    }

    private static bool IsSource(ManifestMapping source, Call call)
    {
        Assert.Equal(["principals"], source.Fields.Select(field => field.Key));
        return Any(source["principals"], call.Principal);
    }

    private static bool IsOperation(ManifestMapping operation, Call call)
    {
        // The API server refuses an operation without a field.
        Assert.NotEmpty(operation.Fields);
        Assert.Empty(operation.Fields.Select(field => field.Key).Except(["ports", "methods", "paths"]));
        return (operation["ports"] is not { } ports || Any(ports, call.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            && (operation["methods"] is not { } methods || Any(methods, call.Method))
            && (operation["paths"] is not { } paths || Any(paths, call.Path));
    }

    private static bool Holds(ManifestMapping condition, Call call)
    {
        var key = Text(condition["key"]);
        Assert.StartsWith("request.headers[", key, StringComparison.Ordinal);
        return call.Headers.TryGetValue(key["request.headers[".Length..^1], out var value) && Any(condition["values"], value, isHeader: true);
    }

    private static bool Any(ManifestValue? values, string text, bool isHeader = false)
    {
        var words = ((ManifestSequence)values!).Items.Select(Text).ToList();
        // The API server refuses empty lists and empty words.
        Assert.NotEmpty(words);
        Assert.DoesNotContain("", words);
        return words.Exists(word => Is(word, text, isHeader));
    }

    private static bool Is(string word, string text, bool isHeader) => word switch
    {
        "*" => isHeader || text.Length > 0,
        _ when word.StartsWith('*') => text.EndsWith(word[1..], StringComparison.Ordinal),
        _ when word.EndsWith('*') => text.StartsWith(word[..^1], StringComparison.Ordinal),
        _ => word == text,
    };

    private static IEnumerable<ManifestMapping> Items(ManifestValue? sequence) =>
        ((sequence as ManifestSequence)?.Items ?? []).Cast<ManifestMapping>();

    private static string Text(ManifestValue? value) => Assert.IsType<ManifestString>(value).Value;
}
