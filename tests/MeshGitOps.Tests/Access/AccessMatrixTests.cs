using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Planning.Access;
using MeshGitOps.Rendering.Providers.Istio;
using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Kinds.Matches;
using MeshGitOps.Specs.Text;
using MeshGitOps.Tests.Providers;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Access;

/// <summary>What is rendered lets in what was asked for, and never more, over random policies and every call of a small world.</summary>
public sealed class AccessMatrixTests(ITestOutputHelper output)
{
    /// <summary>With two policies each, on average; every 25th is asked every call, the others some of them.</summary>
    private const int Rounds = 5000;
    private const int SomeCalls = 60;

    private static readonly string[] Namespaces = ["shop", "batch"];
    private static readonly string[] Accounts = ["buyer", "thief"];
    private static readonly string[] TrustDomains = ["cluster.local", "old.local"];
    private static readonly int[] Ports = [8080, 9090];
    private static readonly string[] Methods = ["GET", "POST"];
    private static readonly string[] Paths = ["/", "/buy", "/buy/a-book/new", "/books/1", "/books/", "/a.html", "/*"];
    private static readonly string[] Values = ["beta", "gamma", "Go-http-client/1.1", "b*"];

    private static readonly TextMatchSpec[] PathMatches =
    [
        Exact("/buy"), Exact("/*"), Prefix("/b"), Prefix("/books/"), Regex(".*"), Regex("/buy"), Regex("/books/.*"), Regex(".*\\.html"),
        Regex("/buy|/books/.*"), Regex(".*a-book.*new"), Regex("/books/[0-9]+"), Regex("/(buy|books/1)"), Regex("/books/.+"),
    ];

    private static readonly TextMatchSpec[] ValueMatches =
    [
        Exact("beta"), Exact("b*"), Prefix("b"), Regex(".*"), Regex("beta|gamma"), Regex(".*-http-client/*.*"), Regex("b.*"), Regex(".*a"),
    ];

    private static readonly ImmutableArray<Call> Calls = [.. EveryCall()];

    [Fact]
    public void Rendered_policies_let_in_what_was_asked_for()
    {
        var (random, settings) = (new Random(20261120), PlanSamples.Settings());
        var (narrowed, allowed, refused) = (0, 0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            ImmutableArray<AccessPlan> plans = [.. Enumerable.Range(0, random.Next(1, 4)).Select(index => Plan(random, index))];
            ImmutableArray<Manifest> policies = [.. plans.Select(plan => AuthorizationPolicy.Create(plan, settings)).OfType<Manifest>()];
            var isNarrowed = plans.SelectMany(plan => plan.Rules).SelectMany(AuthorizationPolicy.NotExpressible).Any();
            narrowed += isNarrowed ? 1 : 0;
            foreach (var call in round % 25 == 0 ? Calls : [.. Enumerable.Range(0, SomeCalls).Select(_ => Calls[random.Next(Calls.Length)])])
            {
                var asked = AskedAccess.IsAllowed(plans, call);
                var rendered = IstioAccess.IsAllowed(policies, call);
                allowed += rendered ? 1 : 0;
                refused += rendered ? 0 : 1;
                Assert.True(
                    isNarrowed ? asked || !rendered : asked == rendered,
                    $"Round {round}: {call} is {(rendered ? "let in" : "refused")}, narrowed {isNarrowed}, by\n{string.Join('\n', plans)}");
            }
        }

        output.WriteLine($"{Rounds} sets of policies, {narrowed} narrowed; {allowed} calls let in, {refused} refused.");
        Assert.InRange(narrowed, Rounds / 10, Rounds * 9 / 10);
        Assert.True(Math.Min(allowed, refused) > Rounds * 10);
    }

    [Fact]
    public void Headers_are_named_in_lower_case_as_Envoy_holds_them()
    {
        var rule = new AccessRule(Here, null, [], null, [new HeaderMatchSpec(new("X-Group", Here), Exact("beta"))]);
        var policy = AuthorizationPolicy.Create(Plan(AccessAction.Allow, [rule]), PlanSamples.Settings())!;

        Assert.True(IstioAccess.IsAllowed([policy], Calls.First(call => call.Headers.GetValueOrDefault("x-group") == "beta" && call.ServiceAccount == "buyer")));
    }

    [Fact]
    public void A_policy_that_refuses_nobody_is_not_rendered() =>
        Assert.Null(AuthorizationPolicy.Create(Plan(AccessAction.Deny, []) with { Callers = [] }, PlanSamples.Settings()));

    private static SourceLocation Here => new SourceText("mesh.yaml", "").Start;

    private static AccessPlan Plan(AccessAction action, ImmutableArray<AccessRule> rules) => new()
    {
        Name = "meshgitops-catalog",
        Namespace = "shop",
        Selector = PlanSamples.NoLabels.Add("app", "catalog"),
        Action = action,
        Callers = [new CallerPlan("cluster.local", "shop", null)],
        Rules = rules,
        Origin = PlanSamples.Origin("AccessPolicy", "catalog"),
    };

    private static AccessPlan Plan(Random random, int index)
    {
        var action = random.Next(4) == 0 ? AccessAction.Deny : AccessAction.Allow;
        return Plan(action, [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => Rule(random))]) with
        {
            Name = $"meshgitops-{index}",
            Callers = [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => Caller(random)).Distinct().Order()],
            Ports = random.Next(3) == 0 ? [Pick(random, Ports)] : [],
            Unrestricted = action == AccessAction.Allow && random.Next(4) == 0 ? [Caller(random)] : [],
        };
    }

    private static CallerPlan Caller(Random random) =>
        new(Pick(random, TrustDomains), Pick(random, Namespaces), random.Next(3) == 0 ? null : Pick(random, Accounts));

    private static AccessRule Rule(Random random) => new(
        Here,
        null,
        random.Next(2) == 0 ? [new Located<string>(Pick(random, Methods), Here)] : [],
        random.Next(3) == 0 ? null : Pick(random, PathMatches),
        [.. Enumerable.Range(0, random.Next(0, 3)).Select(number => new HeaderMatchSpec(new(number == 0 ? "X-Group" : "user-agent", Here), Pick(random, ValueMatches)))]);

    private static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];

    private static TextMatchSpec Exact(string text) => new(TextMatchKind.Exact, new(text, Here));

    private static TextMatchSpec Prefix(string text) => new(TextMatchKind.Prefix, new(text, Here));

    private static TextMatchSpec Regex(string text) => new(TextMatchKind.Regex, new(text, Here));

    private static IEnumerable<Call> EveryCall() =>
        from trustDomain in TrustDomains
        from ns in Namespaces
        from account in Accounts
        from port in Ports
        from method in Methods
        from path in Paths
        from headers in EveryHeader()
        select new Call(trustDomain, ns, account, port, method, path, headers);

    private static IEnumerable<ImmutableDictionary<string, string>> EveryHeader() =>
        new[] { ImmutableDictionary<string, string>.Empty }
            .Concat(Values.Select(value => ImmutableDictionary<string, string>.Empty.Add("x-group", value)))
            .Concat(Values.Select(value => ImmutableDictionary<string, string>.Empty.Add("x-group", "beta").Add("user-agent", value)));
}
