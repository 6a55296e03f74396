namespace MeshGitOps.Tests.Policies;

/// <summary>What a sample of a workspace does not say itself: two clusters, one global namespace, one service, one client; without any finding.</summary>
internal static class RuleSampleFiles
{
    public const string Workspace = """
        apiVersion: meshgitops.io/v1alpha1
        kind: Workspace
        metadata: {name: demo}
        spec: {specs: [mesh]}
        """;

    public const string Mesh = """
        apiVersion: meshgitops.io/v1alpha1
        kind: Mesh
        metadata: {name: demo}
        spec:
          rootCertificates: {corporate: "sha256:3f0a5e0b8b7c6d2e1f90abcdef123456789abcdef0112233445566778899aabb"}
        """;

    public const string GlobalNamespace = """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          members: [{clusters: {names: [east, west]}, namespaces: [demo]}]
        """;

    public const string Hello = """
        apiVersion: v1
        kind: Service
        metadata: {name: hello, namespace: demo}
        spec:
          selector: {app: hello}
          ports: [{name: http, port: 80, targetPort: 8080}]
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: hello, namespace: demo}
        spec:
          replicas: 2
          selector: {matchLabels: {app: hello}}
          template:
            metadata: {labels: {app: hello}}
            spec:
              serviceAccountName: hello
              containers: [{name: hello, ports: [{containerPort: 8080}]}]
        """;

    public const string Greeter = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: greeter, namespace: demo}
        spec:
          replicas: 1
          selector: {matchLabels: {app: greeter}}
          template:
            metadata: {labels: {app: greeter}}
            spec:
              serviceAccountName: greeter
              containers: [{name: greeter}]
        """;

    public static string Cluster(string name, string region, string address) => $$"""
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: {{name}}}
        spec:
          version: "1.26"
          region: {{region}}
          network: {{name}}
          rootCertificate: corporate
          podCidrs: [10.{{name.Length * region.Length % 200}}.0.0/16]
          serviceCidrs: [10.{{(name.Length * region.Length % 200) + 1}}.0.0/16]
          eastWestGateway: {addresses: [{address: {{address}}}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/{{name}}}]
        """;
}
