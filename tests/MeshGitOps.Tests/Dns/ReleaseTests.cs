using System.Collections.Immutable;
using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Tests.Dns;

/// <summary>A stub that is no longer asked for is rendered once more without our part.</summary>
public sealed class ReleaseTests
{
    private const string Books = "# BEGIN meshgitops gns=books\nbooks.example.com {\n    whoami\n}\n# END meshgitops gns=books\n";

    [Fact]
    public void Leaves_the_committed_base_of_a_cluster_that_has_one()
    {
        var released = Release(Stub(DnsCase.Coredns()), DnsCase.Plan(DnsPlan.None with { BaseCorefile = DnsCase.Base(DnsCase.Corefile + "# new\n") }));

        Assert.Equal(DnsCase.Corefile + "# new\n", DnsCase.Data(released, "Corefile"));
        AssertGuarded(released);
    }

    [Fact]
    public void Takes_our_block_out_of_a_base_that_was_committed_with_it()
    {
        var rendered = DnsCase.Data(Stub(DnsCase.Coredns()), "Corefile");

        var released = Release(Stub(DnsCase.Coredns()), DnsCase.Plan(DnsPlan.None with { BaseCorefile = DnsCase.Base(rendered) }));

        Assert.Equal(DnsCase.Corefile, DnsCase.Data(released, "Corefile"));
    }

    [Fact]
    public void Leaves_the_earlier_Corefile_without_our_block_for_a_cluster_that_is_gone()
    {
        var previous = DnsManifests.Render(DnsCase.Plan(DnsCase.Coredns(DnsCase.Corefile + Books))).Value.Manifests[0];

        var released = Release(previous, null);

        Assert.Equal(DnsCase.Corefile + Books, DnsCase.Data(released, "Corefile"));
        AssertGuarded(released);
        Assert.Equal(released.Root, Release(released, null).Root);
    }

    [Fact]
    public void Leaves_a_Corefile_that_cannot_be_read_as_it_is()
    {
        var previous = SharedConfigMap.Create("coredns", DnsCase.Origin, ["acme"], [new("Corefile", ".:53 {")]);

        Assert.Equal(previous.Root, Release(previous, null).Root);
    }

    [Fact]
    public void Reports_a_base_whose_markers_do_not_pair()
    {
        var plan = DnsCase.Plan(DnsPlan.None with { BaseCorefile = DnsCase.Base("# END meshgitops gns=acme\n") });

        var result = DnsManifests.Release(Stub(DnsCase.Coredns()), plan);

        Assert.Null(result.Value);
        Assert.Equal(DnsDiagnostics.CorefileMarkersWrong, Assert.Single(result.Diagnostics).Descriptor);
    }

    [Fact]
    public void Leaves_no_key_of_ours_in_coredns_custom()
    {
        var previous = Stub(DnsCase.Coredns() with { Provider = DnsProviderKind.CorednsCustom });

        var released = Release(previous, null);

        Assert.Equal(ManifestBuilder.StringMap([]), released.Root["data"]);
        AssertGuarded(released);
    }

    [Fact]
    public void Leaves_the_stubs_of_others_in_kube_dns()
    {
        var previous = Stub(DnsCase.KubeDns("10.0.0.53") with { ExistingStubDomains = [DnsCase.Stub("consul", "10.4.0.9")] });
        const string Consul = "{\n  \"consul\": [\n    \"10.4.0.9\"\n  ]\n}\n";

        var gone = Release(previous, null);

        Assert.Equal(Consul, DnsCase.Data(gone, "stubDomains"));
        AssertGuarded(gone);
        Assert.Equal(gone.Root, Release(gone, null).Root);
        Assert.Equal(
            "{\n  \"consul\": [\n    \"10.4.0.7\"\n  ]\n}\n",
            DnsCase.Data(
                Release(previous, DnsCase.Plan(DnsPlan.None with { ExistingStubDomains = [DnsCase.Stub("consul", "10.4.0.7")] })),
                "stubDomains"));
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("[1, 2]")]
    [InlineData("{\"a\": \"b\"}")]
    [InlineData("{\"\\ud800\": [\"\\ud800\"]}")]
    public void Takes_stub_domains_that_cannot_be_read_for_none(string json)
    {
        var previous = SharedConfigMap.Create("kube-dns", DnsCase.Origin, [], [new("stubDomains", json)]);

        Assert.Equal("{}\n", DnsCase.Data(Release(previous, null), "stubDomains"));
    }

    [Fact]
    public void Reports_a_declared_stub_that_kube_dns_refuses()
    {
        var plan = DnsCase.Plan(DnsPlan.None with { ExistingStubDomains = [DnsCase.Stub("consul")] });

        var result = DnsManifests.Release(Stub(DnsCase.KubeDns("10.0.0.53")), plan);

        Assert.Null(result.Value);
        Assert.Equal(DnsDiagnostics.StubDomainInvalid, Assert.Single(result.Diagnostics).Descriptor);
    }

    [Theory]
    [InlineData("v1", "ConfigMap", "kube-system", "extension-apiserver-authentication")]
    [InlineData("v1", "ConfigMap", "default", "coredns")]
    [InlineData("v1", "Namespace", null, "coredns")]
    public void Leaves_objects_that_are_not_ours_to_their_owners(string apiVersion, string kind, string? @namespace, string name)
    {
        var other = Stub(DnsCase.Coredns()) with { ApiVersion = apiVersion, Kind = kind, Namespace = @namespace, Name = name };

        var result = DnsManifests.Release(other, null);

        Assert.Null(result.Value);
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void Survives_a_root_that_is_empty()
    {
        foreach (var name in new[] { "coredns", "coredns-custom", "kube-dns" })
        {
            var previous = Stub(DnsCase.Coredns()) with { Name = name, Root = new ManifestMapping([]) };

            AssertGuarded(Release(previous, null));
        }
    }

    private static Manifest Stub(DnsPlan dns) => DnsCase.Render(DnsCase.Plan(dns))[0];

    private static Manifest Release(Manifest previous, ClusterPlan? plan)
    {
        var result = DnsManifests.Release(previous, plan);
        Assert.Empty(result.Diagnostics.Select(DnsCase.Describe));
        return Assert.IsType<Manifest>(result.Value);
    }

    private static void AssertGuarded(Manifest manifest)
    {
        Assert.True(SharedObjectGuard.IsOn(manifest.Root));
        Assert.Equal(ManifestConcern.Shared, manifest.Placement.Concern);
        Assert.Equal(ImmutableArray<string>.Empty, SharedPatch.OwnPartsOf(manifest));
    }
}
