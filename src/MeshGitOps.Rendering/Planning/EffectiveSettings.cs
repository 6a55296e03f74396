using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.Meshes;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Planning;

/// <summary>
/// The one place where inherited and derived defaults of a cluster are worked out.
/// Every value remembers where it came from; <c>meshgitops explain cluster/NAME</c> prints that.
/// </summary>
public static class EffectiveSettings
{
    /// <summary>Taken where no version is declared, which is an error of its own for istio.</summary>
    private static readonly IstioVersion AssumedVersion = new(1, 26, null);

    private static readonly ImmutableSortedDictionary<string, string> EastWestSelector = GatewayLabel("eastwestgateway");

    private static readonly ImmutableSortedDictionary<string, string> EgressSelector = GatewayLabel("egressgateway");

    /// <summary>Before there was an east-west gateway the ingress gateway took the calls of other clusters.</summary>
    private static readonly ImmutableSortedDictionary<string, string> IngressSelector =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal).Add("istio", "ingressgateway");

    public static ClusterSettings Of(ClusterSpec cluster, MeshSpec? mesh, ClusterInventory inventory)
    {
        var name = cluster.Metadata.Name.Value;
        var settings = new SettingTable();
        var platform = settings.Take("platform", cluster.Platform, ClusterPlatform.Other);
        var gateway = cluster.EastWestGateway;
        var gatewayNamespace = settings.Take("eastWestGateway.namespace", gateway?.Namespace, "istio-system");
        var isLegacy = cluster.Version is { } version && LegacyRelease.Includes(version.Value);
        var gatewaySelector = gateway?.Selector ?? (isLegacy ? IngressSelector : EastWestSelector);
        settings.Add(
            "eastWestGateway.selector",
            Labels(gatewaySelector),
            gateway?.Selector is not null ? SettingTable.Declared : isLegacy ? $"derived from Istio {cluster.Version}" : SettingTable.Default,
            gateway?.Location);
        var gatewayPort = settings.Take("eastWestGateway.port", gateway?.Port, ClusterSettings.DefaultEastWestPort);
        var gatewayServices = GatewayServices(inventory, gatewayNamespace, gatewaySelector);
        var addresses = EastWestAddresses(gateway, gatewayServices);
        var egress = cluster.EgressGateway;
        settings.Add(
            "eastWestGateway.addresses",
            addresses.IsEmpty ? "none" : string.Join(", ", addresses.Select(address => address.Address)),
            gateway is { Addresses.IsEmpty: false } ? SettingTable.Declared : addresses.IsEmpty ? SettingTable.Default : "derived from the Service's status.loadBalancer in the manifests",
            addresses.IsEmpty ? null : addresses[0].Location);
        var revision = settings.TakeOptional("injection.revision", cluster.Injection?.Revision, "istio-injection=enabled");

        return new ClusterSettings
        {
            Name = name,
            Origin = new Origin("Cluster", name, cluster.Metadata.Name.Location),
            Provider = settings.Take("provider", cluster.Provider, MeshProviderKind.Istio),
            IstioVersion = settings.Take("version", cluster.Version, AssumedVersion),
            Platform = platform,
            Region = settings.TakeOptional("region", cluster.Region, "none"),
            Network = settings.Take("network", cluster.Network, name, "derived from the name of the cluster"),
            ClusterDomain = settings.Take("clusterDomain", cluster.ClusterDomain, "cluster.local"),
            TrustDomain = mesh?.TrustDomain is { } inherited && cluster.TrustDomain is null
                ? settings.Inherit("trustDomain", inherited, $"inherited from Mesh '{mesh.Metadata.Name.Value}'")
                : settings.Take("trustDomain", cluster.TrustDomain, MeshSpec.DefaultTrustDomain),
            RootCertificate = settings.TakeOptional("rootCertificate", cluster.RootCertificate, "undeclared"),
            IstioNamespace = settings.Take("istioNamespace", cluster.IstioNamespace, "istio-system"),
            EastWestNamespace = gatewayNamespace,
            EastWestPort = gatewayPort,
            KnownEastWestServicePort = ServicePortOf(gatewayPort, gatewayServices),
            EastWestSelector = gatewaySelector,
            EastWestManaged = gateway?.Managed ?? true,
            EastWestAddresses = addresses,
            IngressNamespace = settings.Take("ingressGateway.namespace", cluster.IngressGateway?.Namespace, "istio-ingress"),
            EgressNamespace = settings.Take("egressGateway.namespace", egress?.Namespace, "istio-egress"),
            EgressService = settings.Take("egressGateway.service", egress?.Service, "istio-egressgateway"),
            EgressPort = settings.Take("egressGateway.port", egress?.Port, 15443),
            EgressSelector = Selector(settings, "egressGateway.selector", egress?.Selector, EgressSelector, egress?.Location),
            InjectionMode = settings.Take("injection.mode", cluster.Injection?.Mode, InjectionMode.Members),
            InjectionRevision = string.IsNullOrEmpty(revision) ? null : revision,
            DnsMode = settings.Take("dns.mode", cluster.Dns?.Mode, DnsMode.Capture),
            DnsProvider = settings.Take("dns.provider", cluster.Dns?.Provider, ProviderOf(platform), $"derived from the platform '{SettingTable.Spell(platform)}'"),
            DnsCapture = settings.Take("dns.capture", cluster.Dns?.Capture, DnsCapture.Unknown),
            Explained = settings.ToSorted(),
        };
    }

    /// <summary>Who answers DNS on a platform unless the Cluster says otherwise.</summary>
    private static DnsProviderKind ProviderOf(ClusterPlatform platform) => platform switch
    {
        ClusterPlatform.Eks => DnsProviderKind.EksAddon,
        ClusterPlatform.Aks or ClusterPlatform.K3s => DnsProviderKind.CorednsCustom,
        ClusterPlatform.Rke2 => DnsProviderKind.Rke2,
        ClusterPlatform.Gke => DnsProviderKind.KubeDns,
        ClusterPlatform.GkeAutopilot => DnsProviderKind.None,
        ClusterPlatform.Openshift => DnsProviderKind.Openshift,
        _ => DnsProviderKind.Coredns,
    };

    /// <summary>The Services of the manifests that lead to the pods of the gateway.</summary>
    internal static ImmutableArray<KubernetesService> GatewayServices(
        ClusterInventory inventory,
        string gatewayNamespace,
        ImmutableSortedDictionary<string, string> selector) =>
    [
        .. inventory.Services.Where(service => service.Key.Namespace == gatewayNamespace
            && selector.All(label => service.Selector.TryGetValue(label.Key, out var value) && value == label.Value)),
    ];

    /// <summary>What is dialled is a port of the Service or one of its node ports.</summary>
    private static int? ServicePortOf(int dialled, ImmutableArray<KubernetesService> services)
    {
        var ports = services.SelectMany(service => service.Ports).Where(port => port.TransportProtocol == "TCP").ToList();
        return (ports.Find(port => port.Number == dialled) ?? ports.Find(port => port.NodePort == dialled))?.Number;
    }

    private static ImmutableArray<GatewayAddressPlan> EastWestAddresses(
        EastWestGatewaySpec? gateway,
        ImmutableArray<KubernetesService> services)
    {
        if (gateway is { Addresses.IsEmpty: false })
        {
            return
            [
                .. gateway.Addresses.Select(address => new GatewayAddressPlan(
                    address.Address.Value,
                    [.. address.ReachableFrom.Select(from => from.Value)],
                    address.Address.Location)),
            ];
        }

        return
        [
            .. services
                .SelectMany(service => service.LoadBalancerAddresses)
                .DistinctBy(address => address.Value)
                .Select(address => new GatewayAddressPlan(address.Value, [], address.Location)),
        ];
    }

    private static ImmutableSortedDictionary<string, string> Selector(
        SettingTable settings,
        string name,
        ImmutableSortedDictionary<string, string>? declared,
        ImmutableSortedDictionary<string, string> fallback,
        SourceLocation? location)
    {
        settings.Add(name, Labels(declared ?? fallback), declared is null ? SettingTable.Default : SettingTable.Declared, location);
        return declared ?? fallback;
    }

    private static ImmutableSortedDictionary<string, string> GatewayLabel(string value) =>
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal).Add("istio", value);

    private static string Labels(ImmutableSortedDictionary<string, string> labels) =>
        string.Join(",", labels.Select(label => $"{label.Key}={label.Value}"));
}

/// <summary>Collects settings with where each came from.</summary>
internal sealed class SettingTable
{
    public const string Declared = "declared";
    public const string Default = "default";

    private readonly List<EffectiveSetting> _settings = [];

    public T Take<T>(string name, Located<T>? declared, T fallback, string fallbackSource = Default)
    {
        var value = declared is null ? fallback : declared.Value;
        Add(name, Spell(value), declared is null ? fallbackSource : Declared, declared?.Location);
        return value;
    }

    public string? TakeOptional(string name, Located<string>? declared, string shownWhenAbsent)
    {
        Add(name, declared?.Value ?? shownWhenAbsent, declared is null ? Default : Declared, declared?.Location);
        return declared?.Value;
    }

    public T Inherit<T>(string name, Located<T> inherited, string source)
    {
        Add(name, Spell(inherited.Value), source, inherited.Location);
        return inherited.Value;
    }

    public void Add(string name, string value, string source, SourceLocation? location) =>
        _settings.Add(new EffectiveSetting(name, value, source, location));

    public ImmutableArray<EffectiveSetting> ToSorted() =>
        [.. _settings.OrderBy(setting => setting.Name, StringComparer.Ordinal)];

    /// <summary>As the user writes it: platforms and providers in kebab case, our own enums in PascalCase.</summary>
    public static string Spell<T>(T value) => value switch
    {
        ClusterPlatform.GkeAutopilot => "gke-autopilot",
        ClusterPlatform platform => platform.ToString().ToLowerInvariant(),
        DnsProviderKind.CorednsCustom => "coredns-custom",
        DnsProviderKind.KubeDns => "kube-dns",
        DnsProviderKind.EksAddon => "eks-addon",
        DnsProviderKind provider => provider.ToString().ToLowerInvariant(),
        MeshProviderKind provider => provider.ToString().ToLowerInvariant(),
        _ => FormattableString.Invariant($"{value}"),
    };
}
