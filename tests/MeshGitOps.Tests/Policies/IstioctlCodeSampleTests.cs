using MeshGitOps.Policies;

namespace MeshGitOps.Tests.Policies;

/// <summary>
/// One test for each code of istioctl that is decided here: what it means is found in files alone, at the exact place.
/// The sample is the example of the first rule with the code, unless several codes share one rule.
/// </summary>
public sealed class IstioctlCodeSampleTests
{
    private static readonly Dictionary<string, string> OwnSamples = new(StringComparer.Ordinal)
    {
        ["IST0129"] = """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: bank, namespace: shop}
            spec:
              host: api.bank.example.com
              trafficPolicy:
                portLevelSettings:
                - port: {number: 443}
                  tls: {mode: [|SIMPLE|], sni: api.bank.example.com}
            """,
        ["IST0133"] = """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: catalog, namespace: shop}
            spec:
              host: catalog
              trafficPolicy:
                loadBalancer:
                  localityLbSetting:
                    [|failover|]: [{from: us-east-1, to: us-west-2}]
            """,
        ["IST0146"] = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: edge, labels: {team: edge}}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: gateway, namespace: edge}
            spec:
              template:
                metadata: {labels: {istio: gateway}}
                spec: {containers: [{name: istio-proxy, image: [|auto|]}]}
            """,
        ["IST0155"] = """
            apiVersion: networking.istio.io/v1alpha3
            kind: EnvoyFilter
            metadata: {name: routes, namespace: shop}
            spec:
              configPatches:
              - applyTo: HTTP_FILTER
                match: {proxy: {proxyVersion: "^1\\.2.*"}}
                patch: {operation: [|INSERT_BEFORE|], value: {name: a}}
            """,
        ["IST0159"] = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec:
              template:
                metadata: {labels: {app: cart, tier: web}}
                spec: {containers: [{name: cart}]}
            ---
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: logs, namespace: shop}
            spec: {selector: {matchLabels: {app: cart}}, accessLogging: [{providers: [{name: envoy}]}]}
            ---
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: [|traces|], namespace: shop}
            spec: {selector: {matchLabels: {tier: web}}, tracing: [{randomSamplingPercentage: 10}]}
            """,
    };

    public static TheoryData<string> Codes => [.. IstioctlCodes.All.Where(code => code.NotDecided is null).Select(code => code.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Finds_it_without_a_cluster(string code)
    {
        var rules = RuleCatalog.FindAll(code);
        var sample = RuleSample.Parse(OwnSamples.GetValueOrDefault(code) ?? rules[0].Example.Finding);

        var findings = rules.SelectMany(rule => sample.Check(rule)).ToList();

        Assert.NotEmpty(findings);
        sample.AssertFindings(OwnSamples.ContainsKey(code) ? findings : findings.Where(finding => finding.Id == rules[0].Id));
    }

    [Fact]
    public void Has_no_sample_for_a_code_that_is_not_decided() =>
        Assert.All(OwnSamples.Keys, code => Assert.Null(IstioctlCodes.Find(code)?.NotDecided));
}
