namespace MeshGitOps.Tests.Policies.Rules;

/// <summary>Small objects for the tests of rules about routes; each text ends with a line end and may follow another one after <c>---</c>.</summary>
internal static class RouteSample
{
    public static string Service(string name, string @namespace, string ports = "{name: http, port: 80}") => $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: {{name}}, namespace: {{@namespace}}}
        spec: {selector: {app: {{name}}}, ports: [{{ports}}]}
        ---

        """;

    public static string Workload(string name, string @namespace, string labels) => $$$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: {{{name}}}, namespace: {{{@namespace}}}}
        spec:
          template:
            metadata: {labels: {{{{labels}}}}}
            spec: {containers: [{name: main}]}
        ---

        """;

    /// <param name="spec">In flow style, without the braces.</param>
    public static string Istio(string kind, string name, string @namespace, string spec) => $$$"""
        apiVersion: networking.istio.io/v1
        kind: {{{kind}}}
        metadata: {name: {{{name}}}, namespace: {{{@namespace}}}}
        spec: {{{{spec}}}}
        ---

        """;

    /// <summary>A VirtualService of the mesh in namespace <c>shop</c> with one HTTP route.</summary>
    public static string Route(string destination, string more = "hosts: [web]") =>
        Istio("VirtualService", "web", "shop", $"{more}, http: [{{route: [{{destination: {{{destination}}}}}]}}]");
}
