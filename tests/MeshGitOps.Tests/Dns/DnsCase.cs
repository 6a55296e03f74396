using System.Collections.Immutable;
using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Dns;

/// <summary>A cluster with one GlobalNamespace, to be varied; every location lies in 'mesh/west.yaml'.</summary>
internal static class DnsCase
{
    public const string Corefile = """
        .:53 {
            errors
            health
            kubernetes cluster.local in-addr.arpa ip6.arpa {
                pods insecure
                fallthrough in-addr.arpa ip6.arpa
            }
            forward . /etc/resolv.conf
            cache 30
            loop
            reload
        }

        """;

    public static readonly SourceText Spec = new("mesh/west.yaml", "kind: Cluster\n");

    public static readonly Origin Origin = new("Cluster", "west", Spec.Start);

    public static Located<string> At(string value) => new(value, Spec.Start);

    public static SourceText Base(string text) => new("dns/Corefile", text);

    public static DnsZone Zone(string globalNamespace, string domain, params (string Host, string Address)[] records) =>
        new(globalNamespace, domain, [.. records.Select(record => new DnsRecord(record.Host, record.Address))], Spec.Start);

    public static readonly DnsZone Acme = Zone(
        "acme",
        "acme.example.com",
        ("catalog.acme.example.com", "240.0.16.7"),
        ("mongo.acme.example.com", "240.0.16.8"));

    public static DnsPlan Coredns(string corefile = Corefile) => new()
    {
        Mode = DnsMode.Hosts,
        Provider = DnsProviderKind.Coredns,
        Zones = [Acme],
        BaseCorefile = Base(corefile),
        Location = Spec.Start,
        Origin = Origin,
    };

    public static DnsPlan KubeDns(params string[] upstreams) => new()
    {
        Mode = DnsMode.Forward,
        Provider = DnsProviderKind.KubeDns,
        Zones = [Acme],
        Upstreams = [.. upstreams.Select(At)],
        Location = Spec.Start,
        Origin = Origin,
    };

    public static StubDomain Stub(string zone, params string[] servers) => new(At(zone), [.. servers.Select(At)]);

    public static ClusterPlan Plan(
        DnsPlan dns,
        ClusterPlatform platform = ClusterPlatform.Other,
        DnsCapture capture = DnsCapture.Unknown,
        string istio = "1.26",
        MeshProviderKind provider = MeshProviderKind.Istio) => new()
        {
            Settings = new ClusterSettings
            {
                Name = "west",
                Origin = Origin,
                Provider = provider,
                IstioVersion = IstioVersion.TryParse(istio)!.Value,
                Platform = platform,
                Region = "us-west-1",
                Network = "west",
                ClusterDomain = "cluster.local",
                TrustDomain = "cluster.local",
                RootCertificate = null,
                IstioNamespace = "istio-system",
                EastWestNamespace = "istio-system",
                EastWestPort = 15443,
                EastWestSelector = ImmutableSortedDictionary<string, string>.Empty,
                EastWestManaged = true,
                EastWestAddresses = [],
                IngressNamespace = "istio-ingress",
                EgressNamespace = "istio-egress",
                EgressService = "istio-egressgateway",
                EgressPort = 15443,
                EgressSelector = ImmutableSortedDictionary<string, string>.Empty,
                InjectionMode = InjectionMode.Members,
                InjectionRevision = null,
                DnsMode = dns.Mode,
                DnsProvider = dns.Provider,
                DnsCapture = capture,
                Explained = [],
            },
            Dns = dns,
        };

    /// <summary>With one host that is called from the cluster.</summary>
    public static ClusterPlan WithClient(this ClusterPlan plan) => plan with
    {
        ClientEntries =
        [
            new ClientEntryPlan
            {
                Host = new GlobalHost
                {
                    Host = "catalog.acme.example.com",
                    GlobalNamespace = "acme",
                    Domain = "acme.example.com",
                    Service = new ServiceKey("default", "catalog"),
                    VirtualAddress = "240.0.16.7",
                    Ports = [],
                    Servers = [],
                    SubjectAltNames = [],
                    Origin = Origin,
                    Location = Spec.Start,
                },
                ConfigNamespace = "mesh-acme",
                Resolution = EndpointResolution.Static,
                Endpoints = [],
                ExportTo = ["default"],
                Traffic = new TrafficSettings(),
            },
        ],
    };

    /// <summary>Renders without a finding.</summary>
    public static ImmutableArray<Manifest> Render(ClusterPlan plan)
    {
        var result = DnsManifests.Render(plan);
        Assert.Empty(result.Diagnostics.Select(Describe));
        return result.Value.Manifests;
    }

    /// <summary>The one finding of a render; after an error nothing is rendered.</summary>
    public static Diagnostic Find(ClusterPlan plan)
    {
        var result = DnsManifests.Render(plan);
        var finding = Assert.Single(result.Diagnostics);
        Assert.Equal(finding.Severity == Severity.Error, result.Value.Manifests.IsEmpty && result.Value.Files.IsEmpty);
        return finding;
    }

    public static string Data(Manifest manifest, string key) =>
        Assert.IsType<ManifestString>(Assert.IsType<ManifestMapping>(manifest.Root["data"])[key]).Value;

    public static string Yaml(Manifest manifest)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        ManifestYamlWriter.Write(buffer, manifest.Root);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string Describe(Diagnostic diagnostic) =>
        $"{diagnostic.Id} {diagnostic.Severity} {diagnostic.Location}: {diagnostic.Message}";
}
