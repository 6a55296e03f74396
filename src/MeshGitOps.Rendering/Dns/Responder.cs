using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// A small CoreDNS that answers the hosts, for a provider that can only forward; it stands in a namespace of its own.
/// <c>templates/dns/responder.hbs</c> says the same for a workspace to change; a test compares the two.
/// </summary>
internal static class Responder
{
    /// <summary>High, so that a container that is not root may listen on it.</summary>
    public const int Port = 1053;

    private const string Image = "coredns/coredns";

    private const int HealthPort = 8080;
    private const int ReadyPort = 8181;

    /// <summary>Empty where none is declared or none is used.</summary>
    public static ImmutableArray<Manifest> Render(ClusterPlan plan, StubTarget target, DiagnosticBag bag)
    {
        if (plan.Dns is not { Mode: DnsMode.Forward, ResponderClusterIP: { } clusterIP })
        {
            return [];
        }

        var origin = plan.Dns.Origin ?? plan.Settings.Origin;
        var corefile = WriteCorefile(plan.Dns, target.Version);
        if (CorefileSoundness.FindMistake(corefile, plan.Dns.Zones, Port) is { } mistake)
        {
            bag.Add(DnsDiagnostics.NotSound, clusterIP.Location, $"The Corefile of the responder in cluster '{plan.Name}' {mistake}.");
            return [];
        }

        return
        [
            DnsObject.CreateNamespace(origin),
            DnsObject.Create("v1", "ConfigMap", origin, "data", new ManifestBuilder().Add("Corefile", corefile)),
            DnsObject.Create("apps/v1", "Deployment", origin, "spec", DeploymentSpec(target.Version)),
            DnsObject.Create("policy/v1", "PodDisruptionBudget", origin, "spec", new ManifestBuilder()
                .Add("minAvailable", 1)
                .Add("selector", new ManifestBuilder().Add("matchLabels", Selector()))),
            DnsObject.Create("v1", "Service", origin, "spec", ServiceSpec(clusterIP.Value)),
        ];
    }

    /// <summary>The plugin <c>reload</c> takes up a change of the ConfigMap, so that no pod has to roll for a new host.</summary>
    private static string WriteCorefile(DnsPlan dns, CoreDnsVersion version)
    {
        var text = new StringBuilder();
        var zones = dns.Zones;
        for (var i = 0; i < zones.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{zones[i].Domain}:{Port} {{\n    errors\n");
            if (i == 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"    health :{HealthPort} {{\n        lameduck 5s\n    }}\n    ready :{ReadyPort}\n    reload\n");
            }

            text.Append("    cache 30\n");
            if (dns.IsClosed)
            {
                ClosedZone.Write(text, zones[i]);
            }
            else
            {
                StubStanza.WriteHosts(text, zones[i], version);
                text.Append("    forward . /etc/resolv.conf\n");
            }

            text.Append("}\n");
        }

        return text.ToString();
    }

    private static ManifestBuilder ServiceSpec(string clusterIP) => new ManifestBuilder()
        .Add("clusterIP", clusterIP)
        .Add("selector", Selector())
        .Add("ports", ManifestBuilder.Sequence([
            new ManifestBuilder().Add("name", "dns").Add("port", 53).Add("targetPort", Port).Add("protocol", "UDP"),
            new ManifestBuilder().Add("name", "dns-tcp").Add("port", 53).Add("targetPort", Port).Add("protocol", "TCP"),
        ]));

    private static ManifestBuilder DeploymentSpec(CoreDnsVersion version) => new ManifestBuilder()
        .Add("replicas", 2)
        .Add("selector", new ManifestBuilder().Add("matchLabels", Selector()))
        .Add("template", new ManifestBuilder()
            .Add("metadata", new ManifestBuilder()
                .Add("labels", Selector()
                    .Add("app.kubernetes.io/managed-by", "meshgitops")
                    .Add("sidecar.istio.io/inject", "false")))
            .Add("spec", PodSpec(version)));

    /// <summary>
    /// The node's own resolv.conf (<c>dnsPolicy: Default</c>): with the cluster's, a name that is not known here would come back
    /// through the stub and go round for ever.
    /// </summary>
    private static ManifestBuilder PodSpec(CoreDnsVersion version) => new ManifestBuilder()
        .Add("automountServiceAccountToken", false)
        .Add("dnsPolicy", "Default")
        .Add("securityContext", new ManifestBuilder()
            .Add("runAsNonRoot", true)
            .Add("runAsUser", 65532)
            .Add("runAsGroup", 65532)
            .Add("seccompProfile", new ManifestBuilder().Add("type", "RuntimeDefault")))
        .Add("topologySpreadConstraints", ManifestBuilder.Sequence([
            new ManifestBuilder()
                .Add("maxSkew", 1)
                .Add("topologyKey", "kubernetes.io/hostname")
                .Add("whenUnsatisfiable", "ScheduleAnyway")
                .Add("labelSelector", new ManifestBuilder().Add("matchLabels", Selector())),
        ]))
        .Add("containers", ManifestBuilder.Sequence([Container(version)]))
        .Add("volumes", ManifestBuilder.Sequence([
            new ManifestBuilder().Add("name", "config").Add("configMap", new ManifestBuilder().Add("name", DnsObject.Name)),
        ]));

    private static ManifestBuilder Container(CoreDnsVersion version) => new ManifestBuilder()
        .Add("name", "coredns")
        .Add("image", $"{Image}:{version}")
        .Add("args", ["-conf", "/etc/coredns/Corefile"])
        .Add("ports", ManifestBuilder.Sequence([
            new ManifestBuilder().Add("name", "dns").Add("containerPort", Port).Add("protocol", "UDP"),
            new ManifestBuilder().Add("name", "dns-tcp").Add("containerPort", Port).Add("protocol", "TCP"),
        ]))
        .Add("livenessProbe", Probe("/health", HealthPort).Add("initialDelaySeconds", 10))
        .Add("readinessProbe", Probe("/ready", ReadyPort))
        .Add("resources", new ManifestBuilder()
            .Add("requests", new ManifestBuilder().Add("cpu", "50m").Add("memory", "64Mi"))
            .Add("limits", new ManifestBuilder().Add("memory", "128Mi")))
        .Add("securityContext", new ManifestBuilder()
            .Add("allowPrivilegeEscalation", false)
            .Add("capabilities", Capabilities())
            .Add("readOnlyRootFilesystem", true))
        .Add("volumeMounts", ManifestBuilder.Sequence([
            new ManifestBuilder().Add("name", "config").Add("mountPath", "/etc/coredns").Add("readOnly", true),
        ]));

    /// <summary>
    /// The port is high, but the binary of the image carries the file capability NET_BIND_SERVICE since 1.11: without it in the
    /// bounding set the kernel refuses to start it ("exec /coredns: operation not permitted").
    /// </summary>
    private static ManifestBuilder Capabilities() => new ManifestBuilder()
        .Add("add", ["NET_BIND_SERVICE"])
        .Add("drop", ["ALL"]);

    private static ManifestBuilder Probe(string path, int port) => new ManifestBuilder()
        .Add("httpGet", new ManifestBuilder().Add("path", path).Add("port", port));

    private static ManifestBuilder Selector() => new ManifestBuilder().Add("app.kubernetes.io/name", DnsObject.Name);
}
