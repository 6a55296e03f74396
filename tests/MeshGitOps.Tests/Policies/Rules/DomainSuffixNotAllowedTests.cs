using MeshGitOps.Policies;
using MeshGitOps.Policies.Rules.Specs;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class DomainSuffixNotAllowedTests
{
    [Theory]
    [InlineData("acme.local", "lies under 'local', which multicast DNS answers on the local link (RFC 6762)")]
    [InlineData("local", "lies under 'local', which multicast DNS answers on the local link (RFC 6762)")]
    [InlineData("acme.cluster.local", "lies under 'cluster.local', which Kubernetes answers for its own Services")]
    [InlineData("acme.svc.clusterset.local", "lies under 'clusterset.local', which the Multi-Cluster Services API answers")]
    [InlineData("pacman.svc", "lies under 'svc', which the search path of a pod makes a Kubernetes name")]
    [InlineData("acme", "is a single label, which a pod completes with its search path first")]
    [InlineData("shop.corp.internal", "lies under 'corp.internal', which cluster 'other' answers itself")]
    public void Reports_a_domain_that_somebody_else_answers(string domain, string reason)
    {
        var findings = Sample.Check<DomainSuffixNotAllowed>(Domain(domain));

        Assert.Equal([$"Error at '{domain}': Domain '{domain}' {reason}."], Sample.Show(findings));
        Assert.Contains($"{{level: error, allowed: [{domain}]}}", findings[0].Help, StringComparison.Ordinal);
        Assert.True(RuleCatalog.StopsOutput(findings[0]));
    }

    [Theory]
    [InlineData("acme.example.com")]
    [InlineData("notlocal.example")]
    [InlineData("local.example")]
    [InlineData("mysvc.example")]
    public void Is_silent_for_a_domain_of_ones_own(string domain) =>
        Assert.Empty(Sample.Check<DomainSuffixNotAllowed>(Domain(domain)));

    [Theory]
    [InlineData("acme.local", "[acme.local]", 0)]
    [InlineData("shop.acme.local", "[acme.local]", 0)]
    [InlineData("other.local", "[acme.local]", 1)]
    [InlineData("acme.cluster.local", "[local]", 1)]
    [InlineData("pacman.svc", "[pacman.svc]", 0)]
    [InlineData("acme", "[acme]", 0)]
    public void Lets_the_policy_allow_a_suffix(string domain, string allowed, int expected) =>
        Assert.Equal(expected, Sample.Check<DomainSuffixNotAllowed>(Domain(domain), $"{{level: error, allowed: {allowed}}}").Length);

    [Fact]
    public void Lets_the_policy_deny_a_suffix()
    {
        var findings = Sample.Check<DomainSuffixNotAllowed>(Domain("acme.test"), "{level: warning, denied: [test]}");

        Assert.Equal(["Warning at 'acme.test': Domain 'acme.test' lies under 'test', which a policy denies."], Sample.Show(findings));
    }

    [Fact]
    public void Reports_an_alias_unless_the_domain_above_it_is_the_cause()
    {
        var globalService = Sample.GlobalService("catalog") with { Aliases = Sample.All("products.acme.local", "products.shop.local") };
        var specs = new SpecSet
        {
            GlobalNamespaces = [Sample.GlobalNamespace("acme", "acme.local")],
            GlobalServices = [globalService],
        };

        var findings = Sample.Check<DomainSuffixNotAllowed>(Sample.Context(specs));

        Assert.Equal(["products.shop.local", "acme.local"], findings.Select(finding => Sample.TextAt(finding.Location)));
    }

    [Theory]
    [InlineData("shop.cluster.local")]
    [InlineData("local")]
    public void Leaves_the_DNS_domain_of_a_member_to_the_planner(string domain)
    {
        var context = Domain(domain);
        var member = context.Specs.GlobalNamespaces[0] with { Members = [Sample.Member("aws", "default")] };

        Assert.Empty(Sample.Check<DomainSuffixNotAllowed>(
            context with { Specs = context.Specs with { GlobalNamespaces = [member] } }));
    }

    [Fact]
    public void Lets_Legacy_use_the_domain_global()
    {
        var legacy = Sample.GlobalNamespace("acme", "global") with { Interconnect = Sample.At(InterconnectMode.Legacy) };

        Assert.Empty(Sample.Check<DomainSuffixNotAllowed>(Sample.Context(new SpecSet { GlobalNamespaces = [legacy] })));
        Assert.Equal(Severity.Error, Assert.Single(Sample.Check<DomainSuffixNotAllowed>(Domain("global"))).Severity);
    }

    private static RuleContext Domain(string domain) => Sample.Context(
        new SpecSet
        {
            Clusters = [Sample.Cluster("aws"), Sample.Cluster("other")],
            GlobalNamespaces = [Sample.GlobalNamespace("acme", domain)],
        },
        plan: new FleetPlan
        {
            Clusters =
            [
                new ClusterPlan { Settings = Sample.Settings("aws") },
                new ClusterPlan { Settings = Sample.Settings("other") with { ClusterDomain = "corp.internal" } },
            ],
        });
}
