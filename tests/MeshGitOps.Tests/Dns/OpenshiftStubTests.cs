using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Dns;

public sealed class OpenshiftStubTests
{
    private static DnsPlan Openshift(params string[] upstreams) => DnsCase.KubeDns(upstreams) with { Provider = DnsProviderKind.Openshift };

    [Fact]
    public void Lists_our_zones_behind_the_servers_that_are_declared()
    {
        var dns = Openshift("10.0.0.53", "10.0.0.54:5353") with
        {
            ExistingStubDomains = [DnsCase.Stub("corp.example", "10.9.9.9")],
            Zones = [DnsCase.Acme, DnsCase.Zone("books", "books.example.com", ("a.books.example.com", "240.0.16.9"))],
        };

        var manifest = Assert.Single(DnsCase.Render(DnsCase.Plan(dns)));

        Assert.True(SharedObjectGuard.IsOn(manifest.Root));
        Assert.Equal(ManifestConcern.Shared, manifest.Placement.Concern);
        Assert.Equal(
            """
            apiVersion: operator.openshift.io/v1
            kind: DNS
            metadata:
              name: default
              annotations:
                argocd.argoproj.io/sync-options: Prune=false,Delete=false,ServerSideApply=true
                kustomize.toolkit.fluxcd.io/prune: disabled
                kustomize.toolkit.fluxcd.io/ssa: Merge
                meshgitops.io/dns: acme.example.com,books.example.com
                meshgitops.io/origin: Cluster/west
            spec:
              servers:
              - name: stub-2cc487dc71
                zones:
                - corp.example
                forwardPlugin:
                  upstreams:
                  - 10.9.9.9
              - name: meshgitops
                zones:
                - acme.example.com
                - books.example.com
                forwardPlugin:
                  upstreams:
                  - 10.0.0.53
                  - '10.0.0.54:5353'

            """,
            DnsCase.Yaml(manifest));
    }

    [Fact]
    public void Forwards_to_the_responder()
    {
        var manifests = DnsCase.Render(DnsCase.Plan(Openshift() with { ResponderClusterIP = DnsCase.At("172.30.0.53") }));

        Assert.Equal(["DNS", "Namespace", "ConfigMap", "Deployment", "PodDisruptionBudget", "Service"], manifests.Select(manifest => manifest.Kind));
        Assert.Contains("- 172.30.0.53\n", DnsCase.Yaml(manifests[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_a_zone_that_a_declared_server_leads_elsewhere()
    {
        var dns = Openshift("10.0.0.53") with { ExistingStubDomains = [DnsCase.Stub("acme.example.com", "10.9.9.9")] };

        Assert.Equal(DnsDiagnostics.StubDomainTaken, DnsCase.Find(DnsCase.Plan(dns)).Descriptor);
    }

    [Fact]
    public void Leaves_the_servers_of_others_when_released()
    {
        var rendered = DnsCase.Render(DnsCase.Plan(Openshift("10.0.0.53") with { ExistingStubDomains = [DnsCase.Stub("corp.example", "10.9.9.9")] }))[0];
        var others = DnsCase.Plan(DnsPlan.None with { ExistingStubDomains = [DnsCase.Stub("corp.example", "10.9.9.7")] });

        var gone = DnsManifests.Release(rendered, null).Value!;
        var changed = DnsManifests.Release(rendered, others).Value!;

        Assert.DoesNotContain("acme.example.com", DnsCase.Yaml(gone), StringComparison.Ordinal);
        Assert.Contains("- 10.9.9.9\n", DnsCase.Yaml(gone), StringComparison.Ordinal);
        Assert.Equal(gone.Root, DnsManifests.Release(gone, null).Value!.Root);
        Assert.DoesNotContain("- 10.9.9.9\n", DnsCase.Yaml(changed), StringComparison.Ordinal);
        Assert.Contains("- 10.9.9.7\n", DnsCase.Yaml(changed), StringComparison.Ordinal);
        Assert.True(SharedObjectGuard.IsOn(gone.Root));
        Assert.Empty(SharedPatch.OwnPartsOf(gone));
    }

    [Fact]
    public void Has_no_cache_before_it()
    {
        var dns = Openshift("10.0.0.53") with { NodeLocalCache = new Located<bool>(true, DnsCase.Spec.Start) };

        Assert.Equal(
            "MGO4128 Error mesh/west.yaml:1:1: DNS provider 'openshift' of cluster 'west' runs on each node itself, "
            + "so that no NodeLocal DNSCache takes stubs there.",
            DnsCase.Describe(DnsCase.Find(DnsCase.Plan(dns))));
    }
}
