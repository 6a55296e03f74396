using System.Collections.Immutable;
using MeshGitOps.Tests.Simulation;

namespace MeshGitOps.Tests.Conformance;

/// <summary>One sound object for each kind that is rendered, to break.</summary>
internal static class Samples
{
    public static readonly ImmutableSortedDictionary<string, string> All = new Dictionary<string, string>
    {
        ["ServiceEntry"] = """
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata: {name: catalog.acme.example.com, namespace: mesh-acme, labels: {app.kubernetes.io/managed-by: meshgitops}}
            spec:
              hosts: [catalog.acme.example.com]
              addresses: [240.0.16.7]
              location: MESH_INTERNAL
              resolution: DNS
              ports: [{number: 8082, name: http-catalog, protocol: HTTP}]
              endpoints:
              - {address: gateway.example.com, ports: {http-catalog: 15443}, labels: {security.istio.io/tlsMode: istio}, locality: westeurope}
              exportTo: [shopping]
              subjectAltNames: [spiffe://cluster.local/ns/acme/sa/catalog]
            """,
        ["EnvoyFilter"] = """
            apiVersion: networking.istio.io/v1alpha3
            kind: EnvoyFilter
            metadata: {name: meshgitops-legacy, namespace: istio-system}
            spec:
              workloadLabels: {istio: ingressgateway}
              filters:
              - listenerMatch: {portNumber: 15443, listenerType: GATEWAY}
                insertPosition: {index: AFTER, relativeTo: envoy.filters.network.sni_cluster}
                filterName: envoy.filters.network.tcp_cluster_rewrite
                filterType: NETWORK
                filterConfig: {cluster_pattern: '\.global$', cluster_replacement: .svc.cluster.local}
            """,
        ["WorkloadEntry"] = """
            apiVersion: networking.istio.io/v1
            kind: WorkloadEntry
            metadata: {name: catalog-vm, namespace: acme}
            spec: {address: 192.0.2.7, ports: {http: 8080}, labels: {app: catalog}}
            """,
        ["DestinationRule"] = """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: catalog.acme.example.com, namespace: mesh-acme}
            spec:
              host: catalog.acme.example.com
              trafficPolicy:
                tls: {mode: ISTIO_MUTUAL}
                outlierDetection: {consecutiveGatewayErrors: 10, interval: 10s, baseEjectionTime: 30s, maxEjectionPercent: 100}
                loadBalancer:
                  simple: LEAST_REQUEST
                  localityLbSetting: {enabled: true, failover: [{from: us-west-1, to: westeurope}]}
              exportTo: [shopping]
            """,
        ["Gateway"] = """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: meshgitops-eastwest, namespace: istio-system}
            spec:
              selector: {istio: eastwestgateway}
              servers:
              - port: {number: 15443, name: tls-meshgitops, protocol: TLS}
                tls: {mode: AUTO_PASSTHROUGH}
                hosts: [catalog.acme.example.com]
            """,
        ["PeerAuthentication"] = """
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: {name: meshgitops, namespace: acme}
            spec: {selector: {matchLabels: {app: catalog}}, mtls: {mode: STRICT}, portLevelMtls: {"8443": {mode: DISABLE}}}
            """,
        ["Namespace"] = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: mesh-acme, labels: {app.kubernetes.io/managed-by: meshgitops}}
            """,
        ["ConfigMap"] = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: coredns-custom, namespace: kube-system}
            data: {meshgitops-acme.server: "acme.example.com:53 {}"}
            """,
        ["ResourceQuota"] = """
            apiVersion: v1
            kind: ResourceQuota
            metadata: {name: global-namespace, namespace: acme}
            spec: {hard: {requests.cpu: "20", requests.memory: 40Gi, pods: "100"}}
            """,
        ["Telemetry"] = """
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: acme, namespace: acme}
            spec:
              selector: {matchLabels: {app: catalog}}
              tracing: [{randomSamplingPercentage: 1, customTags: {cluster: {literal: {value: a}}}}]
              accessLogging: [{filter: {expression: response.code >= 500}}]
            """,
        ["Service"] = """
            apiVersion: v1
            kind: Service
            metadata: {name: dns, namespace: dns}
            spec:
              clusterIP: 172.20.0.53
              selector: {app.kubernetes.io/name: dns}
              ports: [{name: dns, port: 53, targetPort: 1053, protocol: UDP}, {name: dns-tcp, port: 53, targetPort: 1053, protocol: TCP}]
            """,
        ["PodDisruptionBudget"] = """
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata: {name: dns, namespace: dns}
            spec: {minAvailable: 1, selector: {matchLabels: {app.kubernetes.io/name: dns}}}
            """,
        ["HelmChartConfig"] = """
            apiVersion: helm.cattle.io/v1
            kind: HelmChartConfig
            metadata: {name: rke2-coredns, namespace: kube-system}
            spec: {valuesContent: "servers:\n- zones:\n  - zone: .\n"}
            """,
        ["DNS"] = """
            apiVersion: operator.openshift.io/v1
            kind: DNS
            metadata: {name: default}
            spec: {servers: [{name: meshgitops, zones: [acme.example.com], forwardPlugin: {upstreams: [10.0.0.53]}}]}
            """,
        ["Deployment"] = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: dns, namespace: dns}
            spec:
              replicas: 2
              selector: {matchLabels: {app.kubernetes.io/name: dns}}
              template:
                metadata: {labels: {app.kubernetes.io/name: dns}}
                spec:
                  containers:
                  - name: coredns
                    image: coredns/coredns:1.11.1
                    ports: [{name: dns, containerPort: 1053, protocol: UDP}]
                    livenessProbe: {httpGet: {path: /health, port: 8080}}
            """,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public static KubeObject Read(string kind) => new(PlainYaml.Single(All[kind]), "sample");

    /// <summary>The sample with another value at a path (segments by '/', a number is a place in a list); no value removes the field.</summary>
    public static KubeObject ReadWith(string kind, string path, string? value)
    {
        var sample = Read(kind);
        object? node = sample.Tree;
        var segments = path.Split('/');
        foreach (var segment in segments[..^1])
        {
            node = node is YamlList list ? list[int.Parse(segment, System.Globalization.CultureInfo.InvariantCulture)] : ((YamlMap)node!)[segment];
        }

        if (value is null)
        {
            Assert.True(((YamlMap)node!).Remove(segments[^1]));
        }
        else
        {
            ((YamlMap)node!)[segments[^1]] = PlainYaml.Single("value: " + value)["value"];
        }

        return sample;
    }
}
