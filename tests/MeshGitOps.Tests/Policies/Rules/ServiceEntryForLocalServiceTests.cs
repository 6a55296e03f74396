using MeshGitOps.Policies.Rules.Manifests;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ServiceEntryForLocalServiceTests : RuleTests<ServiceEntryForLocalService>
{
    [Theory]
    [InlineData("resolution: DNS", "ServiceEntry 'other/catalog' resolves 'catalog.shop.svc.cluster.local' by DNS, but that is Service 'shop/catalog', whose endpoints are addresses.", Severity.Error)]
    [InlineData("resolution: DNS_ROUND_ROBIN", "ServiceEntry 'other/catalog' resolves 'catalog.shop.svc.cluster.local' by DNS_ROUND_ROBIN, but that is Service 'shop/catalog', whose endpoints are addresses.", Severity.Error)]
    [InlineData("resolution: STATIC", "ServiceEntry 'other/catalog' is ignored for 'catalog.shop.svc.cluster.local', because that is Service 'shop/catalog'.", Severity.Warning)]
    [InlineData("location: MESH_INTERNAL", "ServiceEntry 'other/catalog' is ignored for 'catalog.shop.svc.cluster.local', because that is Service 'shop/catalog'.", Severity.Warning)]
    public void Reports_by_resolution(string spec, string message, Severity severity)
    {
        var text = Sample("type: ClusterIP", "[|catalog.shop.svc.cluster.local|]", spec);

        AssertFindings(text, message);
        Assert.Equal([severity], FindingSeverities.Of<ServiceEntryForLocalService>(text));
    }

    [Theory]
    [InlineData("type: ExternalName", "catalog.shop.svc.cluster.local", "resolution: DNS")]
    [InlineData("type: ClusterIP", "catalog.shop.svc.cluster.local", "subjectAltNames: [spiffe://cluster.local/ns/shop/sa/catalog]")]
    [InlineData("type: ClusterIP", "cart.shop.svc.cluster.local", "resolution: DNS")]
    [InlineData("type: ClusterIP", "catalog", "resolution: DNS")]
    public void Is_silent_for_other_names_aliases_and_identities(string service, string host, string spec) =>
        AssertClean(Sample(service, host, spec));

    private static string Sample(string service, string host, string spec) =>
        $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: catalog, namespace: shop}
        spec:
          {{service}}
          externalName: example.com
          ports: [{name: http, port: 8080}]
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: catalog, namespace: other}
        spec:
          hosts: [{{host}}]
          {{spec}}
        """;
}
