using System.Globalization;
using System.Text;

namespace MeshGitOps.Benchmarks;

/// <summary>
/// What teams commit beside each other: for each service a Service, a Deployment, a VirtualService, a DestinationRule and an
/// AuthorizationPolicy, and for every tenth one a ServiceEntry, Sidecar, PeerAuthentication, Telemetry and EnvoyFilter. All in one namespace.
/// </summary>
internal static class MixedDocuments
{
    private const int PerFile = 20;

    /// <summary>Writes a workspace of one cluster into <paramref name="folder"/>, which must be empty.</summary>
    /// <returns>The paths of the manifests, and how many documents they hold.</returns>
    public static (List<string> Paths, int Documents) Write(string folder, int documents)
    {
        var paths = new List<string>();
        var written = 0;
        var text = new StringBuilder();
        for (var service = 0; written < documents; service++)
        {
            foreach (var document in DocumentsOf(service))
            {
                text.Append("---\n").Append(document);
                written++;
            }

            if (service % PerFile == PerFile - 1 || written >= documents)
            {
                paths.Add(File(folder, $"apps/part-{Number(service)}.yaml", text.ToString()));
                text.Clear();
            }
        }

        File(folder, "meshgitops.yaml", Workspace);
        File(folder, "mesh/specs.yaml", Specs);
        return (paths, written);
    }

    private static IEnumerable<string> DocumentsOf(int service)
    {
        var name = $"service-{Number(service)}";
        yield return Service(name);
        yield return Deployment(name);
        yield return VirtualService(name);
        yield return DestinationRule(name);
        yield return AuthorizationPolicy(name);
        if (service % 10 == 0)
        {
            yield return ServiceEntry(name);
            yield return Sidecar(name);
            yield return PeerAuthentication(name);
            yield return Telemetry(name);
            yield return EnvoyFilter(name);
        }
    }

    private const string Workspace = """
        apiVersion: meshgitops.io/v1alpha1
        kind: Workspace
        metadata: {name: mixed}
        spec: {specs: [mesh]}

        """;

    private const string Specs = """
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          podCidrs: [10.0.0.0/16]
          serviceCidrs: [172.20.0.0/16]
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {capture: Enabled}
          manifests: [{path: apps, namespace: shop}]
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: shop}
        spec:
          domain: shop.example.com
          members: [{clusters: {names: [east]}, namespaces: [shop]}]

        """;

    private static string Service(string name) => $$"""
        apiVersion: v1
        kind: Service
        metadata:
          name: {{name}}
          labels:
            app: {{name}}
        spec:
          selector:
            app: {{name}}
          ports:
          - name: http
            port: 8080
            targetPort: 8080

        """;

    private static string Deployment(string name) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{name}}
        spec:
          replicas: 2
          selector:
            matchLabels:
              app: {{name}}
          template:
            metadata:
              labels:
                app: {{name}}
                version: v1
            spec:
              serviceAccountName: {{name}}
              containers:
              - name: server
                image: example.com/{{name}}:1.0.0
                ports:
                - name: http
                  containerPort: 8080

        """;

    private static string VirtualService(string name) => $$"""
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata:
          name: {{name}}
        spec:
          hosts:
          - {{name}}
          http:
          - match:
            - uri:
                prefix: /slow
            timeout: 30s
            route:
            - destination:
                host: {{name}}
                subset: v1
          - route:
            - destination:
                host: {{name}}
                subset: v1
              weight: 100

        """;

    private static string DestinationRule(string name) => $$"""
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata:
          name: {{name}}
        spec:
          host: {{name}}
          trafficPolicy:
            tls:
              mode: ISTIO_MUTUAL
            connectionPool:
              tcp:
                maxConnections: 100
          subsets:
          - name: v1
            labels:
              version: v1

        """;

    private static string AuthorizationPolicy(string name) => $$"""
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata:
          name: {{name}}
        spec:
          selector:
            matchLabels:
              app: {{name}}
          action: ALLOW
          rules:
          - from:
            - source:
                principals: ["cluster.local/ns/shop/sa/*"]
            to:
            - operation:
                ports: ["8080"]

        """;

    private static string ServiceEntry(string name) => $$"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata:
          name: {{name}}-upstream
        spec:
          hosts:
          - {{name}}.upstream.example.com
          exportTo: ["."]
          location: MESH_EXTERNAL
          resolution: DNS
          ports:
          - number: 443
            name: https
            protocol: HTTPS

        """;

    private static string Sidecar(string name) => $$"""
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata:
          name: {{name}}
        spec:
          workloadSelector:
            labels:
              app: {{name}}
          egress:
          - hosts:
            - "./*"
            - "istio-system/*"
            - "mesh-shop/*"

        """;

    private static string PeerAuthentication(string name) => $$"""
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata:
          name: {{name}}
        spec:
          selector:
            matchLabels:
              app: {{name}}
          mtls:
            mode: STRICT

        """;

    private static string Telemetry(string name) => $$"""
        apiVersion: telemetry.istio.io/v1
        kind: Telemetry
        metadata:
          name: {{name}}
        spec:
          selector:
            matchLabels:
              app: {{name}}
          accessLogging:
          - providers:
            - name: envoy

        """;

    private static string EnvoyFilter(string name) => $$"""
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata:
          name: {{name}}
        spec:
          workloadSelector:
            labels:
              app: {{name}}
          configPatches:
          - applyTo: CLUSTER
            match:
              context: SIDECAR_OUTBOUND
            patch:
              operation: ADD
              value:
                name: {{name}}-extra
                type: STATIC

        """;

    private static string Number(int number) => number.ToString("D5", CultureInfo.InvariantCulture);

    private static string File(string folder, string path, string text)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllText(full, text);
        return full;
    }
}
