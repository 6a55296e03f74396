using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Tests.TestSupport;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Dns;

/// <summary>The Corefile that the postcard application overwrites a cluster's own with, taken as a base.</summary>
public sealed class SeedCorefileTests(ITestOutputHelper output)
{
    [Fact]
    public void Is_refused_for_a_CoreDNS_that_would_not_load_it()
    {
        if (Read() is not { } dns)
        {
            return;
        }

        var result = DnsManifests.Render(DnsCase.Plan(dns with { CoreDnsVersion = DnsCase.At("1.11.1") }));

        Assert.Equal(
            [
                "Option 'upstream' of plugin 'kubernetes' does not exist in CoreDNS 1.11.1: release 1.7.0 dropped it.",
                "Plugin 'proxy' does not exist in CoreDNS 1.11.1: release 1.5.0 dropped it.",
                "Plugin 'proxy' does not exist in CoreDNS 1.11.1: release 1.5.0 dropped it.",
            ],
            result.Diagnostics.Select(finding => finding.Message));
        Assert.Empty(result.Value.Manifests);
    }

    [Fact]
    public void Keeps_its_own_stub_where_its_CoreDNS_loads_it()
    {
        if (Read() is not { } dns)
        {
            return;
        }

        var merged = DnsCase.Render(DnsCase.Plan(dns with { CoreDnsVersion = DnsCase.At("1.3.1") }));

        var text = DnsCase.Data(Assert.Single(merged), "Corefile");
        Assert.StartsWith(dns.BaseCorefile!.Text, text, StringComparison.Ordinal);
        Assert.Contains("\nglobal:53 {\n", text, StringComparison.Ordinal);
        Assert.Contains("\nacme.example.com:53 {\n", text, StringComparison.Ordinal);
    }

    private DnsPlan? Read()
    {
        if (Repository.Shared("corpus", "postcard", "expected", "05x-coredns-global-stub.yaml") is not { } path)
        {
            output.WriteLine("Skipped: the corpus is not there.");
            return null;
        }

        const string Indent = "    ";
        var lines = File.ReadLines(path).SkipWhile(line => line.Trim() != "Corefile: |").Skip(1).TakeWhile(line => line.StartsWith(Indent, StringComparison.Ordinal));
        return DnsCase.Coredns(string.Concat(lines.Select(line => line[Indent.Length..] + "\n")));
    }
}
