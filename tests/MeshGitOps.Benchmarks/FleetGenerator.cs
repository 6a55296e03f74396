using System.Globalization;
using System.Text;

namespace MeshGitOps.Benchmarks;

/// <summary>
/// Synthetic fleets: a number of clusters and of global services, every service served by two clusters (here and there by one) and called from all.
/// The same arguments give the same bytes.
/// </summary>
internal static class FleetGenerator
{
    /// <summary>Writes a workspace into <paramref name="folder"/>, which must be empty.</summary>
    public static void Write(string folder, int clusters, int services)
    {
        for (var service = 0; service < services; service++)
        {
            var first = service % clusters;
            var second = ((service * 7) + 3) % clusters;
            foreach (var cluster in first == second ? [first] : new[] { first, second })
            {
                File(folder, $"apps/{ClusterName(cluster)}/{ServiceName(service)}.yaml", ServiceManifests(service));
            }
        }

        File(folder, "meshgitops.yaml", Workspace);
        for (var cluster = 0; cluster < clusters; cluster++)
        {
            File(folder, $"mesh/clusters/{ClusterName(cluster)}.yaml", Cluster(cluster));
        }

        File(folder, "mesh/mesh.yaml", Mesh);
        File(folder, "mesh/shop.yaml", GlobalNamespace);
    }

    /// <summary>Service and spec documents of about 700 bytes each: one Service and one GlobalService for each service, on two clusters.</summary>
    /// <returns>The paths of the files that were written.</returns>
    public static List<string> WriteDocuments(string folder, int documents)
    {
        var paths = new List<string>();
        var services = documents / 2;
        const int perFile = 100;
        for (var start = 0; start < services; start += perFile)
        {
            var manifests = new StringBuilder();
            var specs = new StringBuilder();
            for (var service = start; service < Math.Min(start + perFile, services); service++)
            {
                manifests.Append("---\n").Append(AnnotatedService(service));
                specs.Append("---\n").Append(GlobalService(service, start / perFile % 2));
            }

            paths.Add(File(folder, $"apps/{ClusterName(start / perFile % 2)}/services-{Number(start)}.yaml", manifests.ToString()));
            paths.Add(File(folder, $"mesh/services/services-{Number(start)}.yaml", specs.ToString()));
        }

        File(folder, "meshgitops.yaml", Workspace);
        File(folder, "mesh/clusters/cluster-0000.yaml", Cluster(0));
        File(folder, "mesh/clusters/cluster-0001.yaml", Cluster(1));
        File(folder, "mesh/mesh.yaml", Mesh);
        File(folder, "mesh/shop.yaml", GlobalNamespace);
        return paths;
    }

    private const string Workspace = """
        apiVersion: meshgitops.io/v1alpha1
        kind: Workspace
        metadata: {name: fleet}
        spec:
          specs: [mesh]

        """;

    private const string Mesh = """
        apiVersion: meshgitops.io/v1alpha1
        kind: Mesh
        metadata: {name: fleet}
        spec:
          rootCertificates:
            fleet: sha256:0000000000000000000000000000000000000000000000000000000000000001

        """;

    private const string GlobalNamespace = """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: shop}
        spec:
          domain: shop.example.com
          members:
          - clusters: {names: ["*"]}
            namespaces: [shop]

        """;

    private static string Cluster(int cluster) => string.Create(CultureInfo.InvariantCulture, $$"""
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: {{ClusterName(cluster)}}}
        spec:
          version: "1.26"
          region: region-{{cluster}}
          rootCertificate: fleet
          podCidrs: [10.{{cluster % 250}}.0.0/16]
          serviceCidrs: [172.20.0.0/16]
          eastWestGateway:
            addresses:
            - address: eastwest.{{ClusterName(cluster)}}.example.com
          dns:
            capture: Enabled
          manifests:
          - path: apps/{{ClusterName(cluster)}}
            namespace: shop

        """);

    private static string ServiceManifests(int service) => $$"""
        apiVersion: v1
        kind: Service
        metadata:
          name: {{ServiceName(service)}}
          labels:
            app: {{ServiceName(service)}}
        spec:
          selector:
            app: {{ServiceName(service)}}
          ports:
          - name: http
            port: 8080
            targetPort: http
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ServiceName(service)}}
        spec:
          replicas: 2
          selector:
            matchLabels:
              app: {{ServiceName(service)}}
          template:
            metadata:
              labels:
                app: {{ServiceName(service)}}
            spec:
              serviceAccountName: {{ServiceName(service)}}
              containers:
              - name: server
                image: example.com/{{ServiceName(service)}}:1.0.0
                ports:
                - name: http
                  containerPort: 8080

        """;

    private static string AnnotatedService(int service) => $$"""
        apiVersion: v1
        kind: Service
        metadata:
          name: {{ServiceName(service)}}
          namespace: shop
          labels:
            app: {{ServiceName(service)}}
            app.kubernetes.io/name: {{ServiceName(service)}}
            app.kubernetes.io/part-of: shop
            app.kubernetes.io/managed-by: kustomize
            team: storefront
          annotations:
            description: Serves the part {{Number(service)}} of the shop to the other parts
            prometheus.io/scrape: "true"
            prometheus.io/path: /metrics
            prometheus.io/port: "9090"
        spec:
          type: ClusterIP
          selector:
            app: {{ServiceName(service)}}
            tier: backend
          ports:
          - name: http
            port: 8080
            targetPort: 8080
            protocol: TCP
          - name: grpc-api
            port: 9000
            targetPort: 9000
            protocol: TCP

        """;

    private static string GlobalService(int service, int cluster) => $$"""
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalService
        metadata:
          name: {{ServiceName(service)}}
          labels:
            team: storefront
            tier: backend
          annotations:
            description: The part {{Number(service)}} of the shop, called by all other parts of it
        spec:
          globalNamespace:
            name: shop
          service:
            name: {{ServiceName(service)}}
            namespace: shop
          clusters:
          - name: {{ClusterName(cluster)}}
            state: Serving
          aliases: []
          serviceAccounts:
          - {{ServiceName(service)}}
          replicatedBackend: false
          circuitBreaker:
            maxConnections: 100
            maxPendingRequests: 50
            outlierDetection:
              consecutiveGatewayErrors: 5
              interval: 10s
              baseEjectionTime: 30s

        """;

    private static string ClusterName(int cluster) => $"cluster-{Number(cluster)}";

    private static string ServiceName(int service) => $"service-{Number(service)}";

    private static string Number(int number) => number.ToString("D4", CultureInfo.InvariantCulture);

    private static string File(string folder, string path, string text)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllText(full, text);
        return full;
    }
}
