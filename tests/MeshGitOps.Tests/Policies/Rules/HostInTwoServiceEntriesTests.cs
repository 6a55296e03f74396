using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class HostInTwoServiceEntriesTests : RuleTests<HostInTwoServiceEntries>
{
    [Fact]
    public void Reports_two_resolutions_as_an_error()
    {
        var text = Two("namespace: a", "resolution: DNS", "namespace: b", "resolution: STATIC");

        AssertFindings(text, "ServiceEntry 'b/two' resolves host 'h.example.com' by STATIC and ServiceEntry 'a/one' by DNS, and only the older one counts.");
        Assert.Equal([Severity.Error], FindingSeverities.Of<HostInTwoServiceEntries>(text));
    }

    [Fact]
    public void Reports_two_namespaces_as_a_warning()
    {
        var text = Two("namespace: a", "resolution: DNS", "namespace: b", "resolution: DNS", "exportTo: [c, a]");

        AssertFindings(text, "ServiceEntry 'b/two' and ServiceEntry 'a/one' both have host 'h.example.com', and only the older one counts where both are visible.");
        Assert.Equal([Severity.Warning], FindingSeverities.Of<HostInTwoServiceEntries>(text));
    }

    [Fact]
    public void Reports_two_protocols_of_one_family_as_a_warning()
    {
        var text = Two("namespace: a", "resolution: DNS", "namespace: a", "resolution: DNS").Replace("protocol: http}]\n---", "protocol: grpc}]\n---", StringComparison.Ordinal);

        AssertFindings(text, "ServiceEntry 'a/two' says that port 80 of host 'h.example.com' is HTTP, and ServiceEntry 'a/one' that it is GRPC.");
        Assert.Equal([Severity.Warning], FindingSeverities.Of<HostInTwoServiceEntries>(text));
    }

    [Fact]
    public void Is_silent_where_one_says_no_protocol() => AssertClean(
        Clean(Two("namespace: a", "resolution: DNS", "namespace: a", "resolution: DNS")).Replace("protocol: http}", "protocol: ''}", StringComparison.Ordinal));

    [Fact]
    public void Is_silent_for_entries_that_Istio_joins() =>
        AssertClean(Clean(Two("namespace: a", "resolution: DNS", "namespace: a", "resolution: DNS")));

    [Theory]
    [InlineData("exportTo: [.]", "exportTo: [.]")]
    [InlineData("exportTo: [a, c]", "exportTo: [b, d]")]
    [InlineData("exportTo: [~]", "exportTo: ['*']")]
    public void Is_silent_where_no_namespace_sees_both(string one, string two) =>
        AssertClean(Clean(Two("namespace: a", $"resolution: DNS\n  {one}", "namespace: b", $"resolution: STATIC\n  {two}")));

    [Fact]
    public void Is_silent_for_one_object_in_two_files_and_two_clusters() => AssertClean(
        """
        # cluster: east
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: one, namespace: a}
        spec: {hosts: [h.example.com, h.example.com], resolution: DNS, ports: [{number: 80, name: http, protocol: HTTP}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: one, namespace: a}
        spec: {hosts: [h.example.com], resolution: STATIC, ports: [{number: 80, name: tcp, protocol: TCP}]}
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: two, namespace: b}
        spec: {hosts: [h.example.com], resolution: STATIC, ports: [{number: 80, name: tcp, protocol: TCP}]}
        """);

    private static string Clean(string text) => text.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);

    private static string Two(string meta1, string spec1, string meta2, string spec2, string exportTo = "exportTo: ['*']") =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: one, {{meta1}}}
        spec:
          hosts: [h.example.com]
          {{spec1}}
          ports: [{number: 80, name: http, protocol: http}]
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: two, {{meta2}}}
        spec:
          hosts: [[|h.example.com|]]
          {{(spec2.Contains("exportTo", StringComparison.Ordinal) ? "location: MESH_EXTERNAL" : exportTo)}}
          {{spec2}}
          ports: [{number: 80, name: http, protocol: HTTP}]
        """;
}
