using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds.Clusters;

public static class ClusterBinder
{
    public static Diagnosed<ClusterSpec?> Bind(YamlDocument document) =>
        SpecBinding.Bind(document, SpecKinds.Cluster, BindSpec);

    private static ClusterSpec BindSpec(SpecMetadata metadata, FieldReader spec)
    {
        var provider = spec.Choice("provider", ("istio", MeshProviderKind.Istio), ("osm", MeshProviderKind.Osm));
        var cluster = new ClusterSpec
        {
            Metadata = metadata,
            Provider = provider,
            Version = spec.Text("version") is { } version && IstioVersion.TryParse(version.Value) is { } parsed
                ? version.With(parsed)
                : null,
            DataPlane = spec.Choice("dataPlane", ("Sidecar", DataPlaneMode.Sidecar), ("Ambient", DataPlaneMode.Ambient)),
            Platform = spec.Choice(
                "platform",
                ("eks", ClusterPlatform.Eks),
                ("aks", ClusterPlatform.Aks),
                ("gke", ClusterPlatform.Gke),
                ("gke-autopilot", ClusterPlatform.GkeAutopilot),
                ("openshift", ClusterPlatform.Openshift),
                ("k3s", ClusterPlatform.K3s),
                ("rke2", ClusterPlatform.Rke2),
                ("other", ClusterPlatform.Other)),
            Region = spec.Text("region"),
            Network = spec.Text("network"),
            ClusterDomain = spec.Text("clusterDomain"),
            TrustDomain = spec.Text("trustDomain"),
            RootCertificate = spec.Text("rootCertificate"),
            PodCidrs = spec.Texts("podCidrs"),
            ServiceCidrs = spec.Texts("serviceCidrs"),
            IstioNamespace = spec.Text("istioNamespace"),
            Discovery = spec.Choice("discovery", ("None", DiscoveryMode.None), ("RemoteSecrets", DiscoveryMode.RemoteSecrets)),
            EastWestGateway = spec.Object("eastWestGateway") is { } eastWest ? GatewayBinder.BindEastWest(eastWest) : null,
            EgressGateway = spec.Object("egressGateway") is { } egress ? GatewayBinder.Bind(egress) : null,
            IngressGateway = spec.Object("ingressGateway") is { } ingress ? GatewayBinder.Bind(ingress) : null,
            Dns = spec.Object("dns") is { } dns ? DnsBinder.Bind(dns) : null,
            Injection = spec.Object("injection") is { } injection ? BindInjection(injection) : null,
            Capacity = spec.Object("capacity") is { } capacity ? BindCapacity(capacity) : null,
            Manifests =
            [
                .. from source in spec.Objects("manifests")
                   let path = source.Text("path")
                   where path is not null
                   select new ManifestSource(path, source.Text("namespace")),
            ],
            KubeconfigContext = spec.Text("kubeconfigContext"),
            Delivery = spec.Object("delivery") is { } delivery ? ClusterDeliveryBinder.Bind(delivery) : null,
        };
        spec.RefuseRepeats(cluster.Manifests.Select(source => source.Path), "manifest path");
        CheckVersion(cluster, spec);
        return cluster;
    }

    private static void CheckVersion(ClusterSpec cluster, FieldReader spec)
    {
        if (cluster.Version is null && cluster.Provider?.Value is null or MeshProviderKind.Istio && !spec.IsWritten("version"))
        {
            spec.Diagnostics.Add(
                SpecDiagnostics.MissingField,
                spec.Location,
                $"Field 'version' is missing in Cluster '{cluster.Metadata.Name}'.",
                "Write the version of Istio, as 'istioctl version' prints it, in quotes: \"1.26\".");
        }
    }

    private static InjectionSpec BindInjection(FieldReader injection) => new(
        injection.Location,
        injection.Choice(
            "mode",
            ("Members", InjectionMode.Members),
            ("All", InjectionMode.All),
            ("None", InjectionMode.None)),
        injection.Text("revision") is { Value.Length: > 0 } revision ? revision : null,
        injection.Texts("exclude"));

    private static CapacitySpec BindCapacity(FieldReader capacity)
    {
        var perNode = capacity.ObjectOrEmpty("allocatablePerNode");
        return new CapacitySpec(
            capacity.Location,
            capacity.Number("nodes"),
            perNode.Text("cpu"),
            perNode.Text("memory"),
            perNode.Number("pods"));
    }
}
