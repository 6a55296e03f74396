using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Tests.Providers;

public sealed class ServiceEntryTests
{
    [Fact]
    public void Client_entry_leads_to_the_local_service_first_and_to_the_gateway_of_the_other_cluster()
    {
        Assert.Equal(
            """
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata:
              name: catalog.acme.example.com
              namespace: mesh-acme
              labels:
                app.kubernetes.io/managed-by: meshgitops
                meshgitops.io/global-namespace: acme
              annotations:
                meshgitops.io/origin: GlobalNamespace/acme
            spec:
              hosts:
              - catalog.acme.example.com
              location: MESH_INTERNAL
              resolution: DNS
              ports:
              - number: 8082
                name: http-catalog
                protocol: HTTP
              endpoints:
              - address: catalog.acme.svc.cluster.local
                ports:
                  http-catalog: 8082
                labels:
                  meshgitops.io/cluster: a
                  security.istio.io/tlsMode: istio
                locality: us-west-1
              - address: 203.0.113.20
                ports:
                  http-catalog: 15443
                labels:
                  meshgitops.io/cluster: b
                  security.istio.io/tlsMode: istio
                network: net-b
                locality: westeurope
              exportTo:
              - shopping
              addresses:
              - 240.0.16.7
              subjectAltNames:
              - spiffe://cluster.local/ns/acme/sa/catalog

            """,
            ManifestText.Of(PlanSamples.Cluster(), "ServiceEntry", "mesh-acme"));
    }

    [Fact]
    public void Client_entry_of_a_tcp_service_elsewhere_is_static_and_has_its_own_address()
    {
        var host = PlanSamples.Host("mongo", address: "240.0.16.8", port: 27017, portName: "tcp-mongo", protocol: MeshProtocol.Tcp);
        var plan = new ClusterPlan
        {
            Settings = PlanSamples.Settings(),
            ClientEntries = [PlanSamples.Client(host, PlanSamples.SingleEndpoint, PlanSamples.Remote(host))],
        };

        Assert.Equal(
            """
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata:
              name: mongo.acme.example.com
              namespace: mesh-acme
              labels:
                app.kubernetes.io/managed-by: meshgitops
                meshgitops.io/global-namespace: acme
              annotations:
                meshgitops.io/origin: GlobalNamespace/acme
            spec:
              hosts:
              - mongo.acme.example.com
              location: MESH_INTERNAL
              resolution: STATIC
              ports:
              - number: 27017
                name: tcp-mongo
                protocol: TCP
              endpoints:
              - address: 203.0.113.20
                ports:
                  tcp-mongo: 15443
                labels:
                  meshgitops.io/cluster: b
                  security.istio.io/tlsMode: istio
                network: net-b
                locality: westeurope
              exportTo:
              - shopping
              addresses:
              - 240.0.16.8
              subjectAltNames:
              - spiffe://cluster.local/ns/acme/sa/mongo

            """,
            ManifestText.Of(plan, "ServiceEntry", "mesh-acme"));
    }

    [Fact]
    public void Server_entry_is_seen_by_the_gateway_alone()
    {
        Assert.Equal(
            """
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata:
              name: catalog.acme.example.com
              namespace: istio-system
              labels:
                app.kubernetes.io/managed-by: meshgitops
                meshgitops.io/global-namespace: acme
              annotations:
                meshgitops.io/origin: GlobalNamespace/acme
            spec:
              hosts:
              - catalog.acme.example.com
              exportTo:
              - .
              location: MESH_INTERNAL
              resolution: DNS
              ports:
              - number: 8082
                name: http-catalog
                protocol: HTTP
              endpoints:
              - address: catalog.acme.svc.cluster.local
                ports:
                  http-catalog: 8082
                labels:
                  security.istio.io/tlsMode: istio
                locality: us-west-1
              addresses:
              - 240.0.16.7

            """,
            ManifestText.Of(PlanSamples.Cluster(), "ServiceEntry", "istio-system"));
    }

    [Fact]
    public void Names_no_identity_where_one_of_them_is_unknown()
    {
        var host = PlanSamples.Host() with { SubjectAltNames = [] };
        var plan = PlanSamples.Cluster() with
        {
            ClientEntries = [PlanSamples.Client(host, PlanSamples.SingleEndpoint, PlanSamples.Remote(host))],
        };

        Assert.DoesNotContain("subjectAltNames", ManifestText.Of(plan, "ServiceEntry", "mesh-acme"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.4", "networking.istio.io/v1alpha3")]
    [InlineData("1.5", "networking.istio.io/v1beta1")]
    [InlineData("1.21.6", "networking.istio.io/v1beta1")]
    [InlineData("1.22", "networking.istio.io/v1")]
    public void Takes_the_newest_api_version_that_the_release_serves(string version, string expected)
    {
        var plan = PlanSamples.Cluster() with { Settings = PlanSamples.Settings(version) };

        foreach (var kind in new[] { "ServiceEntry", "DestinationRule", "Gateway" })
        {
            Assert.StartsWith($"apiVersion: {expected}\nkind: {kind}\n", ManifestText.Of(plan, kind, "istio-system"), StringComparison.Ordinal);
        }
    }
}
