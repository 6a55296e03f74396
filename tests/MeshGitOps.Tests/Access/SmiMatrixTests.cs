using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Providers.Istio;
using MeshGitOps.Tests.Planning;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Access;

/// <summary>Objects of the Service Mesh Interface as they are written, against the AuthorizationPolicies that the whole pipeline renders for them.</summary>
public sealed class SmiMatrixTests(ITestOutputHelper output)
{
    private const int Rounds = 150;

    private static readonly string[] Accounts = ["buyer", "thief"];
    private static readonly string[] Methods = ["GET", "POST", "*"];
    private static readonly string[] Paths = ["/", "/buy", "/buy/a-book/new", "/books/1", "/a.html"];
    private static readonly string[] Values = ["beta", "gamma", "Go-http-client/1.1"];
    private static readonly string[] PathRegexes = ["", ".*", "/buy", "/books/.*", ".*\\.html", "/buy|/books/1", ".*a-book.*new", "/books/[0-9]+"];
    private static readonly string[] ValueRegexes = ["beta", "beta|gamma", ".*", ".*-http-client/*.*"];

    private sealed record Match(string Name, string Method, string Path, string? Header);

    private sealed record Target(string Source, int Group, ImmutableArray<string> Matches);

    [Fact]
    public void Istio_lets_in_what_the_objects_let_in()
    {
        var random = new Random(20261121);
        var (narrowed, allowed, refused) = (0, 0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            ImmutableArray<ImmutableArray<Match>> groups = [.. Enumerable.Range(0, 2).Select(_ => Group(random))];
            ImmutableArray<Target> targets = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => RandomTarget(random, groups))];
            var fleet = Fleet(groups, targets).Run();
            var plans = fleet["a"].Access;
            ImmutableArray<Manifest> policies = [.. plans.Select(plan => AuthorizationPolicy.Create(plan, fleet["a"].Settings)).OfType<Manifest>()];
            Assert.Equal(targets.Length, policies.Length);
            var isNarrowed = plans.SelectMany(plan => plan.Rules).SelectMany(AuthorizationPolicy.NotExpressible).Any();
            narrowed += isNarrowed ? 1 : 0;
            foreach (var call in Calls())
            {
                var asked = targets.Any(target => IsLetIn(target, groups[target.Group], call));
                var rendered = IstioAccess.IsAllowed(policies, call);
                allowed += rendered ? 1 : 0;
                refused += rendered ? 0 : 1;
                Assert.True(isNarrowed ? asked || !rendered : asked == rendered, $"Round {round}: {call} is {(rendered ? "let in" : "refused")} by {string.Join(", ", targets)}");
            }
        }

        output.WriteLine($"{Rounds} sets of objects, {narrowed} narrowed; {allowed} calls let in, {refused} refused.");
        Assert.InRange(narrowed, Rounds / 10, Rounds * 9 / 10);
        Assert.True(Math.Min(allowed, refused) > Rounds);
    }

    private static bool IsLetIn(Target target, ImmutableArray<Match> group, Call call) =>
        target.Source == call.ServiceAccount
        && call.Namespace == "shop"
        && group.Where(match => target.Matches.IsEmpty || target.Matches.Contains(match.Name)).Any(match =>
            (match.Method == "*" || match.Method == call.Method)
            && (match.Path.Length == 0 || IsWhole(match.Path, call.Path))
            && (match.Header is null || (call.Headers.TryGetValue("x-group", out var value) && IsWhole(match.Header, value))));

    private static bool IsWhole(string regex, string text) =>
        Regex.IsMatch(text, $"^(?:{regex})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static ImmutableArray<Match> Group(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(1, 4)).Select(number => new Match(
            $"m{number}",
            Pick(random, Methods),
            Pick(random, PathRegexes),
            random.Next(2) == 0 ? null : Pick(random, ValueRegexes))),
    ];

    private static Target RandomTarget(Random random, ImmutableArray<ImmutableArray<Match>> groups)
    {
        var group = random.Next(groups.Length);
        return new Target(Pick(random, Accounts), group, random.Next(2) == 0 ? [] : [Pick(random, [.. groups[group]]).Name]);
    }

    private static TextFleet Fleet(ImmutableArray<ImmutableArray<Match>> groups, ImmutableArray<Target> targets)
    {
        var fleet = new TextFleet().Cluster("a", "westeurope").In("a", TextFleet.App("catalog"));
        for (var index = 0; index < groups.Length; index++)
        {
            var text = new StringBuilder($"apiVersion: specs.smi-spec.io/v1alpha4\nkind: HTTPRouteGroup\nmetadata: {{name: g{index}, namespace: shop}}\nspec:\n  matches:\n");
            foreach (var match in groups[index])
            {
                text.Append("  - {name: ").Append(match.Name).Append(", pathRegex: '").Append(match.Path).Append("', methods: ['").Append(match.Method).Append("']")
                    .Append(match.Header is null ? "}\n" : $", headers: [{{X-Group: '{match.Header}'}}]}}\n");
            }

            fleet.Spec(text.ToString());
        }

        for (var index = 0; index < targets.Length; index++)
        {
            fleet.Spec($$"""
                apiVersion: access.smi-spec.io/v1alpha3
                kind: TrafficTarget
                metadata: {name: t{{index}}, namespace: shop}
                spec:
                  destination: {kind: ServiceAccount, name: catalog, namespace: shop}
                  sources: [{kind: ServiceAccount, name: {{targets[index].Source}}, namespace: shop}]
                  rules: [{kind: HTTPRouteGroup, name: g{{targets[index].Group}}, matches: [{{string.Join(", ", targets[index].Matches)}}]}]
                """);
        }

        return fleet;
    }

    private static IEnumerable<Call> Calls() =>
        from ns in new[] { "shop", "batch" }
        from account in Accounts
        from method in Methods.Take(2)
        from path in Paths
        from headers in Values.Select(value => ImmutableDictionary<string, string>.Empty.Add("x-group", value)).Append(ImmutableDictionary<string, string>.Empty)
        select new Call("cluster.local", ns, account, 8080, method, path, headers);

    private static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];
}
