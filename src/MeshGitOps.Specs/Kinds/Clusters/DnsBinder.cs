namespace MeshGitOps.Specs.Kinds.Clusters;

internal static class DnsBinder
{
    public static DnsSpec Bind(FieldReader dns)
    {
        var stubs = dns.ObjectOrEmpty("stubDomains");
        return new DnsSpec
        {
            Location = dns.Location,
            Provider = dns.Choice(
                "provider",
                ("coredns", DnsProviderKind.Coredns),
                ("coredns-custom", DnsProviderKind.CorednsCustom),
                ("kube-dns", DnsProviderKind.KubeDns),
                ("eks-addon", DnsProviderKind.EksAddon),
                ("rke2", DnsProviderKind.Rke2),
                ("openshift", DnsProviderKind.Openshift),
                ("none", DnsProviderKind.None)),
            Mode = dns.Choice("mode", ("Capture", DnsMode.Capture), ("Hosts", DnsMode.Hosts), ("Forward", DnsMode.Forward)),
            Capture = dns.Choice(
                "capture",
                ("Enabled", DnsCapture.Enabled),
                ("Disabled", DnsCapture.Disabled),
                ("Unknown", DnsCapture.Unknown)),
            Zone = dns.Choice("zone", ("Open", DnsZoneMode.Open), ("Closed", DnsZoneMode.Closed)),
            Version = dns.Text("version"),
            Upstreams = dns.Texts("upstreams"),
            Corefile = dns.Text("corefile"),
            StubDomains = [.. stubs.Entries().Select(entry => new StubDomain(entry.Key, stubs.TextsOf(entry.Value)))],
            NodeLocalCache = dns.Flag("nodeLocalCache"),
            ResponderClusterIP = dns.ObjectOrEmpty("responder").Text("clusterIP"),
        };
    }
}
