namespace MeshGitOps.Tests.Kinds;

/// <summary>One document a kind with every field that this version takes.</summary>
internal static class CompleteDocuments
{
    public const string Workspace = """
        apiVersion: meshgitops.io/v1alpha1
        kind: Workspace
        metadata: {name: acme}
        spec:
          requiredVersion: ">=0.1 <0.3"
          specs: [mesh, more/**/*.yaml]
          policies: [rules]
          templates: [hbs]
          output: {directory: out/manifests, layout: PerCluster, kustomization: true}
          publish: {to: Directory, branch: "env/{cluster}", remote: upstream}
          delivery:
            repository: https://git.example.com/acme/mesh.git
            revision: main
            argocd: {namespace: gitops, applications: PerCluster, automated: true}
            flux: {oci: {url: "oci://registry.example.com/acme/mesh", tag: stable}, secret: mesh-reader}
          virtualAddresses: {ipv4: 240.64.0.0/10, lock: lock.yaml}
        """;

    public const string Mesh = """
        apiVersion: meshgitops.io/v1alpha1
        kind: Mesh
        metadata: {name: acme}
        spec:
          trustDomain: acme.test
          trustDomainAliases: [old.acme.test]
          rootCertificates:
            corp-2026: "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
          trustBundle: [corp-2026]
          mtls: {mode: PERMISSIVE}
          excludedNamespaces: [legacy-*, tools]
        """;

    public const string Cluster = """
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: aws-west, labels: {cloud: aws}, annotations: {example.com/owner: Team West}}
        spec:
          provider: istio
          version: "1.26"
          dataPlane: Sidecar
          platform: eks
          region: us-west-1
          network: net-west
          clusterDomain: cluster.local
          trustDomain: west.test
          rootCertificate: corp-2026
          podCidrs: [10.0.0.0/16, "fd00::/8"]
          serviceCidrs: [172.20.0.0/16]
          istioNamespace: istio-system
          discovery: RemoteSecrets
          eastWestGateway:
            addresses:
            - {address: a1.elb.us-west-1.amazonaws.com, reachableFrom: [aws-east]}
            - {address: 203.0.113.20}
            port: 30443
            namespace: gateways
            selector: {istio: eastwestgateway}
            managed: false
          egressGateway: {namespace: out, service: egress, port: 15443, selector: {istio: egress}}
          ingressGateway: {namespace: in, selector: {istio: ingress}, addresses: [203.0.113.21]}
          dns:
            provider: coredns
            mode: Forward
            capture: Disabled
            zone: Open
            version: "1.11.1"
            upstreams: ["10.0.0.10:53", 10.0.0.11]
            corefile: dns/Corefile
            stubDomains: {corp.test: [10.9.9.9]}
            nodeLocalCache: false
            responder: {clusterIP: 172.20.0.53}
          injection: {mode: All, revision: stable, exclude: [batch-*]}
          capacity: {nodes: 6, allocatablePerNode: {cpu: 3.5, memory: 16Gi, pods: 110}}
          manifests:
          - {path: apps/aws-west, namespace: shop}
          - path: more/*.yaml
          kubeconfigContext: arn:aws:eks:us-west-1:123456789012:cluster/west
          delivery: {argocd: {server: "https://10.0.0.1:6443", project: mesh}}
        """;

    public const string GlobalNamespace = """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: acme}
        spec:
          domain: acme.example.com
          hostname: "{service}.{namespace}.{domain}"
          members:
          - clusters: {names: [aws-west, aws-east], matchLabels: {cloud: aws}}
            namespaces: [default, shop-*]
          - clusters: {names: ["*"]}
            namespaces: [tools]
          services: {include: ["cat*"], exclude: [internal-*, default/admin]}
          mtls: {mode: STRICT, rollout: Permissive}
          interconnect: EastWest
          configNamespace: mesh-config
          configNamespaceLabels: {istio-discovery: enabled}
          consumers: Declared
          failover:
            enabled: true
            regions: [{from: us-west-1, to: us-east-1}]
            outlierDetection:
              {consecutiveGatewayErrors: 5, consecutive5xxErrors: 7, interval: 1m30s, baseEjectionTime: 500ms, maxEjectionPercent: 50}
          isolation: false
        """;

    public const string GlobalService = """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalService
        metadata: {name: catalog}
        spec:
          globalNamespace: {name: acme}
          service: {name: catalog, namespace: default}
          clusters: [{name: aws-west, state: Serving}, {name: aws-east, state: Draining}]
          backends: [{cluster: gke, service: {name: catalog-v2, namespace: shop}}]
          aliases: [products.acme.example.com]
          virtualAddress: 240.0.1.7
          ports: [{name: http-catalog, number: 8082, targetPort: 8080, protocol: HTTP}]
          selector: {app: catalog}
          serviceAccounts: [catalog]
          consumers: [{namespace: shop, clusters: {names: [aws-west]}}, {namespace: tools}]
          replicatedBackend: true
          mtls: {portLevel: {"8443": DISABLE}}
          failover: {enabled: false}
          circuitBreaker: {maxConnections: 100, maxPendingRequests: 50, maxRequestsPerConnection: 0, outlierDetection: {interval: 5s}}
          subsets: []
        """;

    public const string AccessPolicy = """
        apiVersion: meshgitops.io/v1alpha1
        kind: AccessPolicy
        metadata: {name: bookstore}
        spec:
          globalNamespace: {name: books}
          to: {service: {name: bookstore, namespace: bookstore}}
          from:
          - serviceAccount: {name: bookbuyer, namespace: bookbuyer}
          - namespace: tools
          - globalNamespace: {name: acme}
          rules:
          - {name: buy-a-book, methods: [GET, POST], path: {exact: /buy}, headers: {client-app: {regex: "book.*"}, X-Group: {prefix: be}}}
          - {path: {prefix: /free/}}
          ports: [14001, 0x50]
          action: Deny
        """;

    public const string TrafficPolicy = """
        apiVersion: meshgitops.io/v1alpha1
        kind: TrafficPolicy
        metadata: {name: bookstore}
        spec:
          globalNamespace: {name: books}
          service: {name: bookstore, namespace: bookstore}
          hosts: Global
          routes:
          - name: beta
            match: [{path: {prefix: /beta/}, methods: [GET, POST], headers: {X-Group: {exact: beta}}}, {path: {regex: "/v[0-9]+"}}]
            backends: [{cluster: aws-west, weight: 0x5A}, {service: {name: bookstore-next, namespace: bookstore}, weight: 10}]
            timeout: 5s
            retries: {attempts: 3, perTryTimeout: 2s, retryOn: "gateway-error,503"}
            fault: {delay: {percent: 1, duration: 2s}, abort: {percent: 2, status: 503}}
            mirror: {cluster: aws-east, percent: 5}
          - {mirror: {service: {name: bookstore-next, namespace: bookstore}}}
        """;

    public const string TrafficTarget = """
        apiVersion: access.smi-spec.io/v1alpha3
        kind: TrafficTarget
        metadata: {name: bookstore, namespace: bookstore, labels: {team: books}, annotations: {note: a}}
        spec:
          destination: {kind: ServiceAccount, name: bookstore, namespace: bookstore}
          sources:
          - {kind: ServiceAccount, name: bookbuyer, namespace: bookbuyer}
          - {kind: ServiceAccount, name: tools, namespace: tools}
          rules:
          - {kind: HTTPRouteGroup, name: bookstore-routes, matches: [buy-a-book]}
          - {kind: HTTPRouteGroup, name: more-routes}
        """;

    public const string HttpRouteGroup = """
        apiVersion: specs.smi-spec.io/v1alpha4
        kind: HTTPRouteGroup
        metadata: {name: bookstore-routes, namespace: bookstore}
        spec:
          matches:
          - {name: buy-a-book, pathRegex: ".*a-book.*new", methods: [GET, POST]}
          - {name: books-bought, pathRegex: "", methods: ["*"], headers: [{user-agent: ".*-http-client/*.*"}, {Client-App: bookbuyer}]}
        """;

    public const string TcpRoute = """
        apiVersion: specs.smi-spec.io/v1alpha4
        kind: TCPRoute
        metadata: {name: mysql, namespace: bookwarehouse}
        spec:
          matches: {ports: [3306, 0x50]}
        """;

    public const string Policy = """
        apiVersion: meshgitops.io/v1alpha1
        kind: Policy
        metadata: {name: acme}
        spec:
          extends: strict
          rules:
            domain-suffix-not-allowed: {level: error, allowed: [example.com], nested: {depth: 2}}
            mtls-not-strict: {level: off}
          custom:
          - id: team-label-missing
            match: {kinds: [GlobalService], stage: Specs}
            level: warning
            message: "A {{kind}} names its team."
            schema: {properties: {metadata: {required: [labels], properties: {labels: {required: [team]}}}}}
          exemptions:
          - {rule: port-name-without-protocol, paths: [apps/legacy/**], reason: renamed with the next release, owner: team-shop, until: 2027-01-31}
          - {rule: IST0118, reason: a port without HTTP}
        """;
}
