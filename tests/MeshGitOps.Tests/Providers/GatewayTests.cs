using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Providers.Istio;

namespace MeshGitOps.Tests.Providers;

public sealed class GatewayTests
{
    [Fact]
    public void Opens_the_gateway_for_exactly_the_hosts_that_are_served_here()
    {
        var plan = PlanSamples.Cluster() with
        {
            ServerEntries = [PlanSamples.Server(PlanSamples.Host()), PlanSamples.Server(PlanSamples.Host("mongo"))],
        };

        Assert.Equal(
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata:
              name: meshgitops-eastwest
              namespace: istio-system
              labels:
                app.kubernetes.io/managed-by: meshgitops
                meshgitops.io/global-namespace: acme
              annotations:
                meshgitops.io/origin: Cluster/a
            spec:
              selector:
                istio: eastwestgateway
              servers:
              - port:
                  number: 15443
                  name: tls-meshgitops
                  protocol: TLS
                tls:
                  mode: AUTO_PASSTHROUGH
                hosts:
                - catalog.acme.example.com
                - mongo.acme.example.com

            """,
            ManifestText.Of(plan, "Gateway", "istio-system"));
    }

    [Fact]
    public void Names_no_global_namespace_where_the_hosts_are_of_several()
    {
        var plan = PlanSamples.Cluster() with
        {
            ServerEntries = [PlanSamples.Server(PlanSamples.Host()), PlanSamples.Server(PlanSamples.Host(globalNamespace: "books"))],
        };
        var text = ManifestText.Of(plan, "Gateway", "istio-system");

        Assert.DoesNotContain("global-namespace", text, StringComparison.Ordinal);
        Assert.Contains("    - catalog.acme.example.com\n    - catalog.books.example.com\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(443, 443)]
    [InlineData(31443, 15443)]
    public void Names_the_port_of_the_gateway_service_and_not_a_node_port(int dialled, int expected)
    {
        var plan = PlanSamples.Cluster();
        plan = plan with { Settings = plan.Settings with { EastWestPort = dialled } };

        Assert.Contains($"number: {expected}\n", ManifestText.Of(plan, "Gateway", "istio-system"), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_left_out_where_it_is_somebody_elses_or_nothing_is_served()
    {
        var plan = PlanSamples.Cluster();
        var foreign = plan with { Settings = plan.Settings with { EastWestManaged = false } };
        var clientOnly = plan with { ServerEntries = [] };

        Assert.Contains(IstioManifests.Render(plan), manifest => manifest.Kind == "Gateway");
        Assert.DoesNotContain(IstioManifests.Render(foreign), manifest => manifest.Kind == "Gateway");
        Assert.DoesNotContain(IstioManifests.Render(clientOnly), manifest => manifest.Kind == "Gateway");
    }
}
