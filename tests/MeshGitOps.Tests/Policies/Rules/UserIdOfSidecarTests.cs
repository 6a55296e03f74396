using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.MeshYaml;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class UserIdOfSidecarTests : RuleTests<UserIdOfSidecar>
{
    private const string Message = "Deployment 'shop/catalog' runs as user 1337, which is the sidecar's, so its calls are not captured.";

    [Theory]
    [InlineData("securityContext: {runAsUser: [|1337|]}")]
    [InlineData("securityContext: {runAsUser: [|1337|]}, containers: [{name: catalog}]")]
    [InlineData("containers: [{name: istio-proxy, securityContext: {runAsUser: 1337}}, {name: catalog, securityContext: {runAsUser: [|1337|]}}]")]
    public void Reports_an_application_that_runs_as_the_sidecar(string podSpec) =>
        AssertFindings(Catalog("", "", podSpec), Message);

    [Theory]
    [InlineData("securityContext: {runAsUser: 1000}, containers: [{name: catalog, securityContext: {runAsUser: \"1337\"}}]")]
    [InlineData("securityContext: {runAsUser: 1337}, containers: [{name: istio-proxy, image: auto}]")]
    [InlineData("initContainers: [{name: istio-init, securityContext: {runAsUser: 1337}}], containers: [{name: catalog}]")]
    [InlineData("securityContext: [1337], containers: [{name: catalog, securityContext: 1337}]")]
    public void Is_silent_about_other_users_proxies_and_wrong_shapes(string podSpec) => AssertClean(Catalog("", "", podSpec));

    [Fact]
    public void Is_silent_about_pods_without_a_sidecar_and_the_control_plane() => AssertClean(All(
        Catalog(", sidecar.istio.io/inject: \"false\"", "", "securityContext: {runAsUser: 1337}"),
        Deployment("istiod", podSpec: "securityContext: {runAsUser: 1337}", @namespace: "istio-system")));
}
