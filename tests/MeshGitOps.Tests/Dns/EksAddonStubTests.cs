using System.Text.Json;
using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Tests.Dns;

public sealed class EksAddonStubTests
{
    private static DnsPlan Eks(string corefile = DnsCase.Corefile) => DnsCase.Coredns(corefile) with { Provider = DnsProviderKind.EksAddon };

    [Fact]
    public void Wraps_the_Corefile_that_coredns_would_get()
    {
        var output = DnsManifests.Render(DnsCase.Plan(Eks())).Value;

        Assert.Empty(output.Manifests);
        Assert.Equal(["addon-coredns.Corefile", "addon-coredns.configurationValues.json"], output.Files.Select(file => file.Name));
        Assert.Equal(DnsCase.Data(DnsCase.Render(DnsCase.Plan(DnsCase.Coredns()))[0], "Corefile"), output.Files[0].Text);
        Assert.StartsWith("{\n  \"corefile\": \".:53 {\\n    errors\\n", output.Files[1].Text, StringComparison.Ordinal);
        Assert.EndsWith("\"\n}\n", output.Files[1].Text, StringComparison.Ordinal);
        Assert.Equal(output.Files[0].Text, JsonDocument.Parse(output.Files[1].Text).RootElement.GetProperty("corefile").GetString());
    }

    [Fact]
    public void Keeps_the_base_for_a_cluster_that_has_no_stub_any_more()
    {
        var captured = DnsManifests.Render(DnsCase.Plan(Eks(DnsCase.Corefile.Replace("\n", "\r\n", StringComparison.Ordinal)) with { Mode = DnsMode.Capture }));

        Assert.Empty(captured.Diagnostics);
        Assert.Equal(DnsCase.Corefile, captured.Value.Files[0].Text);
        Assert.Empty(DnsManifests.Render(DnsCase.Plan(Eks() with { Mode = DnsMode.Capture, BaseCorefile = null })).Value.Files);
    }

    [Fact]
    public void Reports_a_missing_or_broken_base()
    {
        Assert.Equal(DnsDiagnostics.BaseCorefileMissing, DnsCase.Find(DnsCase.Plan(Eks() with { BaseCorefile = null })).Descriptor);
        Assert.Equal(DnsDiagnostics.CorefileNotReadable, DnsCase.Find(DnsCase.Plan(Eks(".:53 {"))).Descriptor);
        Assert.Equal(DnsDiagnostics.CorefileNotReadable, DnsCase.Find(DnsCase.Plan(Eks(".:53 {") with { Mode = DnsMode.Capture })).Descriptor);
    }

    [Fact]
    public void Forwards_to_the_responder_inside_the_cluster()
    {
        var dns = Eks() with { Mode = DnsMode.Forward, ResponderClusterIP = DnsCase.At("172.20.0.53") };

        var output = DnsManifests.Render(DnsCase.Plan(dns)).Value;

        Assert.Contains("\n    forward . 172.20.0.53\n", output.Files[0].Text, StringComparison.Ordinal);
        Assert.All(output.Manifests, manifest => Assert.Equal(ManifestConcern.Cluster, manifest.Placement.Concern));
        Assert.Equal(5, output.Manifests.Length);
    }
}
