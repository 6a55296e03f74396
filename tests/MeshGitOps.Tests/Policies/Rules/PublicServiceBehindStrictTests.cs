using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class PublicServiceBehindStrictTests : RuleTests<PublicServiceBehindStrict>
{
    [Theory]
    [InlineData("LoadBalancer")]
    [InlineData("NodePort")]
    public void Reports_the_type_of_the_Service(string type) => AssertFindings(
        All(Strict("istio-system"), Public($"[|{type}|]"), Deployment("catalog")),
        $"Service 'shop/catalog' is of type {type}, but its pods refuse callers from outside the mesh at port 80 (STRICT).");

    [Fact]
    public void Is_silent_about_a_ClusterIP() => AssertClean(All(Strict(), Catalog()));

    [Fact]
    public void Is_silent_where_the_port_is_excepted() => AssertClean(All(
        Strict(),
        PeerAuthentication("catalog", "selector: {matchLabels: {app: catalog}}, portLevelMtls: {8080: {mode: PERMISSIVE}}"),
        Public("LoadBalancer"),
        Deployment("catalog")));

    [Theory]
    [InlineData(", istio: ingressgateway", "")]
    [InlineData("", "containers: [{name: istio-proxy, image: auto}]")]
    [InlineData(", sidecar.istio.io/inject: \"false\"", "")]
    public void Is_silent_about_gateways_and_pods_without_a_sidecar(string labels, string podSpec) =>
        AssertClean(All(Strict(), Public("LoadBalancer"), Deployment("catalog", labels, "", podSpec)));

    [Fact]
    public void Is_silent_in_a_member_namespace_which_the_planner_checks() => AssertClean(
        """
        # file: mesh/demo.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          members: [{clusters: {names: [east, west]}, namespaces: [demo]}]
          mtls: {mode: PERMISSIVE}
        # cluster: east
        apiVersion: v1
        kind: Service
        metadata: {name: hello-public, namespace: demo}
        spec: {type: LoadBalancer, selector: {app: hello}, ports: [{name: http, port: 80, targetPort: 8080}]}
        """);

    private static string Public(string type) => Service("catalog", more: $", type: {type}");
}
