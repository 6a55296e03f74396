namespace MeshGitOps.Tests.Policies;

/// <summary>Documents of namespace <c>shop</c> for the samples of rules about security; marks may stand in every argument.</summary>
internal static class MeshYaml
{
    /// <summary>One text of several documents.</summary>
    public static string All(params string[] documents) => string.Join("\n---\n", documents);

    /// <summary>A Service 'catalog' (80 to 8080) and its Deployment.</summary>
    public static string Catalog(string podLabels = "", string podAnnotations = "", string podSpec = "") =>
        All(Service("catalog"), Deployment("catalog", podLabels, podAnnotations, podSpec));

    public static string Service(string name, string ports = "[{name: http, port: 80, targetPort: 8080}]", string app = "catalog", string more = "") =>
        $$$"""
        apiVersion: v1
        kind: Service
        metadata: {name: {{{name}}}, namespace: shop}
        spec: {selector: {app: {{{app}}} }, ports: {{{ports}}}{{{more}}} }
        """;

    /// <param name="podLabels">Begins with a comma.</param>
    public static string Deployment(string name, string podLabels = "", string podAnnotations = "", string podSpec = "", string @namespace = "shop") =>
        $$$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: {{{name}}}, namespace: {{{@namespace}}} }
        spec:
          template:
            metadata:
              labels: {app: {{{name}}}{{{podLabels}}} }
              annotations: { {{{podAnnotations}}} }
            spec: { {{{podSpec}}} }
        """;

    public static string Namespace(string labels, string name = "shop") =>
        $$$"""
        apiVersion: v1
        kind: Namespace
        metadata: {name: {{{name}}}, labels: { {{{labels}}} }}
        """;

    public static string PeerAuthentication(string name, string spec, string @namespace = "shop") =>
        $$$"""
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: {{{name}}}, namespace: {{{@namespace}}} }
        spec: { {{{spec}}} }
        """;

    public static string Strict(string @namespace = "shop") => PeerAuthentication("default", "mtls: {mode: STRICT}", @namespace);

    public static string DestinationRule(string host, string spec, string @namespace = "shop") =>
        $$$"""
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: rule, namespace: {{{@namespace}}} }
        spec: {host: "{{{host}}}", {{{spec}}} }
        """;

    public static string AuthorizationPolicy(string name, string spec, string @namespace = "shop") =>
        $$$"""
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: {{{name}}}, namespace: {{{@namespace}}} }
        spec: { {{{spec}}} }
        """;
}
