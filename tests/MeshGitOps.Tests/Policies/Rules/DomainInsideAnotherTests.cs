using MeshGitOps.Policies.Rules.Specs;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class DomainInsideAnotherTests : RuleTests<DomainInsideAnother>
{
    [Fact]
    public void Reports_a_domain_more_than_one_label_below() => AssertFindings(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: a}
        spec: {domain: [|x.y.acme.example.com|], members: [{clusters: {names: [east]}, namespaces: [demo]}]}
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: b}
        spec: {domain: acme.example.com, members: [{clusters: {names: [west]}, namespaces: [demo]}]}
        """,
        "Domain 'x.y.acme.example.com' lies inside the domain of GlobalNamespace 'b'.");

    [Fact]
    public void Is_silent_for_a_domain_that_only_ends_alike() => AssertClean(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: a}
        spec: {domain: oldacme.example.com, members: [{clusters: {names: [east]}, namespaces: [demo]}]}
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: b}
        spec: {domain: acme.example.com, members: [{clusters: {names: [west]}, namespaces: [demo]}]}
        """);
}
