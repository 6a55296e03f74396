using System.Collections.Immutable;

namespace MeshGitOps.Cli.Commands;

/// <summary>
/// What <c>init</c> writes: two clusters, one global namespace, one service that runs in one cluster and is called from the other.
/// It validates and renders as it is; the addresses are of the blocks that RFC 5737 sets aside for documentation.
/// </summary>
internal static class StarterWorkspace
{
    /// <summary>Path to text, relative to the folder of the workspace, in the order of writing.</summary>
    public static ImmutableArray<(string Path, string Text)> Files { get; } =
    [
        ("meshgitops.yaml", Workspace),
        ("mesh/mesh.yaml", Mesh),
        ("mesh/demo.yaml", GlobalNamespace),
        ("mesh/clusters/east.yaml", Cluster("east", "us-east-1", "192.0.2.10")),
        ("mesh/clusters/west.yaml", Cluster("west", "us-west-2", "198.51.100.10")),
        ("apps/east/hello.yaml", Hello),
        ("apps/west/greeter.yaml", Greeter),
    ];

    /// <summary>The attributes of git for the output directory and the lock file.</summary>
    public const string GitAttributes = """
        # What is rendered keeps its bytes on every system; its lists merge line by line, and 'meshgitops render' tidies them.
        rendered/** text eol=lf
        rendered/.meshgitops/*/inventory merge=union
        rendered/clusters/*/kustomization.yaml merge=union
        addresses.lock.yaml text eol=lf merge=union

        """;

    private const string Workspace = """
        # yaml-language-server: $schema=.meshgitops/schemas/workspace.schema.json
        # Where meshgitops finds the specs and where it writes. Every field but the name has a default.
        apiVersion: meshgitops.io/v1alpha1
        kind: Workspace
        metadata:
          name: demo
        spec:
          specs: [mesh]
          output:
            directory: rendered
            layout: PerService

        """;

    private const string Mesh = """
        # yaml-language-server: $schema=../.meshgitops/schemas/mesh.schema.json
        # What all clusters have in common.
        apiVersion: meshgitops.io/v1alpha1
        kind: Mesh
        metadata:
          name: demo
        spec:
          rootCertificates:
            # The root that the certificate authority of every cluster leads to: without a common one, no cluster accepts another.
            # Put its fingerprint here: openssl x509 -in root-cert.pem -outform DER | sha256sum
            demo-root: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef

        """;

    private const string GlobalNamespace = """
        # yaml-language-server: $schema=../.meshgitops/schemas/globalnamespace.schema.json
        # Every Service of the member namespaces gets one name that works in all member clusters:
        # the Service 'hello' becomes hello.demo.example.com.
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata:
          name: demo
        spec:
          domain: demo.example.com
          members:
          - clusters:
              names: [east, west]
            namespaces: [demo]

        """;

    private const string Hello = """
        # What Argo CD or Flux deploys to the cluster 'east', as it lies in this repository.
        # meshgitops reads it to learn what runs where; it never copies or changes it.
        apiVersion: v1
        kind: Service
        metadata:
          name: hello
          namespace: demo
        spec:
          selector:
            app: hello
          ports:
          - name: http
            port: 80
            targetPort: 8080
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: hello
          namespace: demo
        spec:
          replicas: 2
          selector:
            matchLabels:
              app: hello
          template:
            metadata:
              labels:
                app: hello
            spec:
              containers:
              - name: hello
                image: registry.example.com/hello:1.0.0
                ports:
                - containerPort: 8080

        """;

    private const string Greeter = """
        # A client in the cluster 'west': it calls the service of 'east' by its global name.
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: greeter
          namespace: demo
        spec:
          replicas: 1
          selector:
            matchLabels:
              app: greeter
          template:
            metadata:
              labels:
                app: greeter
            spec:
              containers:
              - name: greeter
                image: registry.example.com/greeter:1.0.0
                env:
                - name: HELLO_URL
                  value: http://hello.demo.example.com

        """;

    private static string Cluster(string name, string region, string address) => $$"""
        # yaml-language-server: $schema=../../.meshgitops/schemas/cluster.schema.json
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata:
          name: {{name}}
        spec:
          # Of Istio, MAJOR.MINOR or MAJOR.MINOR.PATCH.
          version: "1.26"
          # Exactly the nodes' label topology.kubernetes.io/region.
          region: {{region}}
          # One of the roots in mesh/mesh.yaml.
          rootCertificate: demo-root
          eastWestGateway:
            addresses:
            # Of the load balancer of the east-west gateway: put yours here.
            - address: {{address}}
          dns:
            # The sidecars answer the global names; the mesh config has to set ISTIO_META_DNS_CAPTURE for that.
            mode: Capture
            capture: Enabled
          manifests:
          - path: apps/{{name}}

        """;
}
