using MeshGitOps.Policies.Rules.Plans;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class PublicHostInsideClosedZoneTests : RuleTests<PublicHostInsideClosedZone>
{
    [Theory]
    [InlineData("demo/shop.demo.example.com", "Closed", "SIMPLE", true)]
    [InlineData("shop.demo.example.com", "Closed", "AUTO_PASSTHROUGH", false)]
    [InlineData("hello.demo.example.com", "Closed", "SIMPLE", false)]
    [InlineData("*.demo.example.com", "Closed", "SIMPLE", false)]
    [InlineData("shop.example.com", "Closed", "SIMPLE", false)]
    [InlineData("shop.demo.example.com", "Open", "SIMPLE", false)]
    public void Reports_a_name_of_the_zone_that_is_no_global_host(string host, string zone, string mode, bool isFound)
    {
        var findings = RuleSample.Parse(Fleet(host, zone, mode)).Check(new PublicHostInsideClosedZone());

        Assert.Equal(isFound ? ["Host 'shop.demo.example.com' does not resolve inside of cluster 'east', whose DNS closes the zone 'demo.example.com'."] : [], findings.Select(finding => finding.Message));
    }

    [Fact]
    public void Is_silent_without_gateways() => AssertClean("# workspace\n# cluster: west\napiVersion: v1\nkind: Namespace\nmetadata: {name: demo}\n");

    private static string Fleet(string host, string zone, string mode) => $$"""
        # file: mesh/clusters/east.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          platform: aks
          region: us-east-1
          rootCertificate: corporate
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {mode: Hosts, zone: {{zone}}}
          manifests: [{path: apps/east}]
        # cluster: east
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: public, namespace: demo}
        spec:
          servers:
          - port: {number: 443, name: https, protocol: HTTPS}
            tls: {mode: {{mode}}}
            hosts: ["{{host}}"]
        """;
}
