using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Providers.Istio;

namespace MeshGitOps.Tests.Providers;

public sealed class PeerAuthenticationTests
{
    [Fact]
    public void Applies_to_the_whole_namespace()
    {
        Assert.Equal(
            """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata:
              name: meshgitops
              namespace: acme
              labels:
                app.kubernetes.io/managed-by: meshgitops
                meshgitops.io/global-namespace: acme
              annotations:
                meshgitops.io/origin: GlobalNamespace/acme
            spec:
              mtls:
                mode: STRICT

            """,
            ManifestText.Of(PlanSamples.Cluster(), "PeerAuthentication", "acme"));
    }

    [Fact]
    public void Has_a_selector_where_single_ports_differ()
    {
        var exception = PlanSamples.Strict("meshgitops-catalog") with
        {
            Mode = "Permissive",
            Selector = PlanSamples.NoLabels.Add("app", "catalog"),
            PortLevel = [new PortMtlsPlan(8443, "DISABLE")],
        };
        var plan = new ClusterPlan { Settings = PlanSamples.Settings("1.21"), PeerAuthentications = [exception] };

        Assert.Equal(
            """
            apiVersion: security.istio.io/v1beta1
            kind: PeerAuthentication
            metadata:
              name: meshgitops-catalog
              namespace: acme
              labels:
                app.kubernetes.io/managed-by: meshgitops
                meshgitops.io/global-namespace: acme
              annotations:
                meshgitops.io/origin: GlobalNamespace/acme
            spec:
              selector:
                matchLabels:
                  app: catalog
              mtls:
                mode: PERMISSIVE
              portLevelMtls:
                '8443':
                  mode: DISABLE

            """,
            ManifestText.Of(plan, "PeerAuthentication", "acme"));
    }

    [Fact]
    public void Does_not_exist_before_istio_1_5()
    {
        var plan = PlanSamples.Cluster() with { Settings = PlanSamples.Settings("1.4") };

        Assert.DoesNotContain(IstioManifests.Render(plan), manifest => manifest.Kind == "PeerAuthentication");
    }
}
