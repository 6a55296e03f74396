using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Manifests;

namespace MeshGitOps.Tests.Dns;

public sealed class ResponderTests
{
    private static readonly ImmutableArray<Manifest> Rendered = DnsCase.Render(DnsCase.Plan(DnsCase.KubeDns() with
    {
        ResponderClusterIP = DnsCase.At("172.20.0.53"),
        CoreDnsVersion = DnsCase.At("1.12"),
        Zones = [DnsCase.Acme, DnsCase.Zone("books", "books.example.com", ("store.books.example.com", "240.0.0.9"))],
    }));

    [Fact]
    public void Is_what_the_stubs_lead_to()
    {
        Assert.Equal(
            "{\n  \"acme.example.com\": [\n    \"172.20.0.53\"\n  ],\n  \"books.example.com\": [\n    \"172.20.0.53\"\n  ]\n}\n",
            DnsCase.Data(Rendered[0], "stubDomains"));
    }

    [Fact]
    public void Consists_of_objects_that_are_ours()
    {
        Assert.Equal(
            [
                "v1 Namespace /meshgitops-dns", "v1 ConfigMap meshgitops-dns/meshgitops-dns", "apps/v1 Deployment meshgitops-dns/meshgitops-dns",
                "policy/v1 PodDisruptionBudget meshgitops-dns/meshgitops-dns", "v1 Service meshgitops-dns/meshgitops-dns",
            ],
            Rendered.Skip(1).Select(manifest => $"{manifest.ApiVersion} {manifest.Kind} {manifest.Namespace}/{manifest.Name}"));
        Assert.All(Rendered.Skip(1), manifest => Assert.Equal(ManifestConcern.Cluster, manifest.Placement.Concern));
        Assert.All(Rendered.Skip(1), manifest => Assert.False(SharedObjectGuard.IsOn(manifest.Root)));
    }

    [Fact]
    public void Answers_all_zones()
    {
        Assert.Equal(
            """
            acme.example.com:1053 {
                errors
                health :8080 {
                    lameduck 5s
                }
                ready :8181
                reload
                cache 30
                hosts {
                    240.0.16.7 catalog.acme.example.com
                    240.0.16.8 mongo.acme.example.com
                    ttl 30
                    no_reverse
                    fallthrough
                }
                forward . /etc/resolv.conf
            }
            books.example.com:1053 {
                errors
                cache 30
                hosts {
                    240.0.0.9 store.books.example.com
                    ttl 30
                    no_reverse
                    fallthrough
                }
                forward . /etc/resolv.conf
            }

            """,
            DnsCase.Data(Rendered[2], "Corefile"));
    }

    [Fact]
    public void Renders_exactly_these_objects()
    {
        Assert.Equal(
            """
            apiVersion: v1
            kind: Namespace
            metadata:
              name: meshgitops-dns
              labels:
                app.kubernetes.io/managed-by: meshgitops
                istio-injection: disabled
                pod-security.kubernetes.io/enforce: restricted
              annotations:
                meshgitops.io/origin: Cluster/west

            """,
            Write(Rendered[1]));
        Assert.Equal(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: meshgitops-dns
              namespace: meshgitops-dns
              labels:
                app.kubernetes.io/managed-by: meshgitops
                app.kubernetes.io/name: meshgitops-dns
              annotations:
                meshgitops.io/origin: Cluster/west
            spec:
              replicas: 2
              selector:
                matchLabels:
                  app.kubernetes.io/name: meshgitops-dns
              template:
                metadata:
                  labels:
                    app.kubernetes.io/name: meshgitops-dns
                    app.kubernetes.io/managed-by: meshgitops
                    sidecar.istio.io/inject: 'false'
                spec:
                  automountServiceAccountToken: false
                  dnsPolicy: Default
                  securityContext:
                    runAsNonRoot: true
                    runAsUser: 65532
                    runAsGroup: 65532
                    seccompProfile:
                      type: RuntimeDefault
                  topologySpreadConstraints:
                  - maxSkew: 1
                    topologyKey: kubernetes.io/hostname
                    whenUnsatisfiable: ScheduleAnyway
                    labelSelector:
                      matchLabels:
                        app.kubernetes.io/name: meshgitops-dns
                  containers:
                  - name: coredns
                    image: coredns/coredns:1.12.0
                    args:
                    - '-conf'
                    - /etc/coredns/Corefile
                    ports:
                    - name: dns
                      containerPort: 1053
                      protocol: UDP
                    - name: dns-tcp
                      containerPort: 1053
                      protocol: TCP
                    livenessProbe:
                      httpGet:
                        path: /health
                        port: 8080
                      initialDelaySeconds: 10
                    readinessProbe:
                      httpGet:
                        path: /ready
                        port: 8181
                    resources:
                      requests:
                        cpu: 50m
                        memory: 64Mi
                      limits:
                        memory: 128Mi
                    securityContext:
                      allowPrivilegeEscalation: false
                      capabilities:
                        add:
                        - NET_BIND_SERVICE
                        drop:
                        - ALL
                      readOnlyRootFilesystem: true
                    volumeMounts:
                    - name: config
                      mountPath: /etc/coredns
                      readOnly: true
                  volumes:
                  - name: config
                    configMap:
                      name: meshgitops-dns

            """,
            Write(Rendered[3]));
        Assert.Equal(
            """
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata:
              name: meshgitops-dns
              namespace: meshgitops-dns
              labels:
                app.kubernetes.io/managed-by: meshgitops
                app.kubernetes.io/name: meshgitops-dns
              annotations:
                meshgitops.io/origin: Cluster/west
            spec:
              minAvailable: 1
              selector:
                matchLabels:
                  app.kubernetes.io/name: meshgitops-dns

            """,
            Write(Rendered[4]));
        Assert.EndsWith(
            """
            spec:
              clusterIP: 172.20.0.53
              selector:
                app.kubernetes.io/name: meshgitops-dns
              ports:
              - name: dns
                port: 53
                targetPort: 1053
                protocol: UDP
              - name: dns-tcp
                port: 53
                targetPort: 1053
                protocol: TCP

            """,
            Write(Rendered[5]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_the_default_image_where_no_version_is_declared()
    {
        var rendered = DnsCase.Render(DnsCase.Plan(DnsCase.KubeDns() with { ResponderClusterIP = DnsCase.At("172.20.0.53") }));

        Assert.Contains("        image: coredns/coredns:1.13.1\n", Write(rendered[3]), StringComparison.Ordinal);
    }

    private static string Write(Manifest manifest)
    {
        var output = new ArrayBufferWriter<byte>();
        ManifestYamlWriter.Write(output, manifest.Root);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
