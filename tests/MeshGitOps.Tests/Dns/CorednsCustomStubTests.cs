using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Tests.Dns;

public sealed class CorednsCustomStubTests
{
    [Fact]
    public void Renders_one_server_key_for_each_GlobalNamespace()
    {
        var dns = DnsCase.Coredns() with
        {
            Provider = DnsProviderKind.CorednsCustom,
            BaseCorefile = null,
            Mode = DnsMode.Forward,
            Upstreams = [DnsCase.At("10.100.0.53")],
            Zones =
            [
                DnsCase.Acme,
                DnsCase.Zone("books", "books.example.com", ("store.books.example.com", "240.0.0.9")),
                DnsCase.Zone("acme", "www.example.org", ("www.example.org", "240.0.0.4")),
            ],
        };

        var manifest = Assert.Single(DnsCase.Render(DnsCase.Plan(dns, ClusterPlatform.Aks)));

        Assert.Equal(("kube-system", "coredns-custom"), (manifest.Namespace, manifest.Name));
        Assert.Equal(ManifestConcern.Shared, manifest.Placement.Concern);
        Assert.True(SharedObjectGuard.IsOn(manifest.Root));
        Assert.Equal(
            ["meshgitops-acme.server", "meshgitops-books.server"],
            Assert.IsType<ManifestMapping>(manifest.Root["data"]).Fields.Select(field => field.Key));
        Assert.Equal(
            """
            acme.example.com:53 {
                errors
                cache 30
                forward . 10.100.0.53
            }
            www.example.org:53 {
                errors
                cache 30
                forward . 10.100.0.53
            }

            """,
            DnsCase.Data(manifest, "meshgitops-acme.server"));
    }

    [Fact]
    public void Answers_the_hosts_itself_in_mode_Hosts()
    {
        var dns = DnsCase.Coredns() with { Provider = DnsProviderKind.CorednsCustom, BaseCorefile = null };

        Assert.Contains(
            "        240.0.16.7 catalog.acme.example.com\n",
            DnsCase.Data(DnsCase.Render(DnsCase.Plan(dns))[0], "meshgitops-acme.server"),
            StringComparison.Ordinal);
    }
}
