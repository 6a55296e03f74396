using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class SidecarHostUnknownTests : RuleTests<SidecarHostUnknown>
{
    [Theory]
    [InlineData("./catalog.shop.svc.cluster.local", "because 'catalog.shop.svc.cluster.local' lies in namespace 'shop'")]
    [InlineData("shop/cart.shop.svc.cluster.local", "because namespace 'shop' has no such Service")]
    [InlineData("*/cart.shop.svc.cluster.local", "because namespace 'shop' has no such Service")]
    [InlineData("web/billing.example.com", "because 'billing.example.com' lies in namespace 'shop'")]
    public void Reports_an_entry_that_matches_nothing(string host, string reason) => AssertFindings(
        Sample($"[|'{host}'|]"),
        $"Egress host '{host}' of Sidecar 'web/default' matches nothing, {reason}.");

    [Theory]
    [InlineData("'shop/catalog.shop.svc.cluster.local'")]
    [InlineData("'*/catalog.shop.svc.cluster.local'")]
    [InlineData("'shop/billing.example.com'")]
    [InlineData("'elsewhere/cart.elsewhere.svc.cluster.local'")]
    [InlineData("'shop/unknown.example.com'")]
    [InlineData("'shop/*.shop.svc.cluster.local'")]
    [InlineData("'shop/cart'")]
    [InlineData("'~/*'")]
    [InlineData("'shop/'")]
    [InlineData("{a: b}")]
    public void Is_silent_for_hosts_that_exist_or_cannot_be_known(string host) => AssertClean(Sample(host));

    [Fact]
    public void Is_silent_for_a_global_host_of_its_config_namespace() => AssertClean(
        """
        # workspace
        # cluster: west
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: default, namespace: demo}
        spec: {egress: [{hosts: [mesh-demo/hello.demo.example.com]}]}
        """);

    private static string Sample(string host) =>
        $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec: {ports: [{name: http, port: 8080}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: billing, namespace: shop}
        spec: {hosts: [billing.example.com]}
        ---
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {name: default, namespace: web}
        spec:
          egress: [{hosts: [{{host}}]}]
        """;
}
