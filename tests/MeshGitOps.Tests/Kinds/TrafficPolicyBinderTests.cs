using MeshGitOps.Specs.Kinds.Matches;
using MeshGitOps.Specs.Kinds.TrafficPolicies;

namespace MeshGitOps.Tests.Kinds;

public sealed class TrafficPolicyBinderTests
{
    private const string Header = "apiVersion: meshgitops.io/v1alpha1\nkind: TrafficPolicy\nmetadata: {name: catalog}\n";
    private const string Service = "globalNamespace: {name: acme}, service: {name: catalog, namespace: shop}";

    [Fact]
    public void Binds_a_complete_document()
    {
        var policy = SpecText.BindCleanly(TrafficPolicyBinder.Bind, CompleteDocuments.TrafficPolicy);

        Assert.Equal(("books", "bookstore", "bookstore"), (policy.GlobalNamespace.Value, policy.Service.Namespace.Value, policy.Service.Name.Value));
        var route = policy.Routes[0];
        Assert.Equal("beta", route.Name!.Value);
        Assert.Equal([(TextMatchKind.Prefix, "/beta/"), (TextMatchKind.Regex, "/v[0-9]+")], route.Matches.Select(match => (match.Path!.Kind, match.Path.Text.Value)));
        Assert.Equal(["GET", "POST"], route.Matches[0].Methods.Select(method => method.Value));
        Assert.Equal(("X-Group", TextMatchKind.Exact), (route.Matches[0].Headers[0].Name.Value, route.Matches[0].Headers[0].Value.Kind));
        Assert.Equal(("aws-west", 90), (Assert.IsType<ClusterTarget>(route.Backends[0].Target).Cluster.Value, route.Backends[0].Weight!.Value));
        Assert.Equal(("bookstore-next", 10), (Assert.IsType<ServiceTarget>(route.Backends[1].Target).Service.Name.Value, route.Backends[1].Weight!.Value));
        Assert.Equal("5s", route.Timeout);
        Assert.Equal(new TrafficRetries(3, "2s", "gateway-error,503"), route.Retries);
        Assert.Equal((new TrafficDelay(1, "2s"), new TrafficAbort(2, 503)), (route.Delay, route.Abort));
        Assert.Equal(("aws-east", 5), (Assert.IsType<ClusterTarget>(route.Mirror!.Target).Cluster.Value, route.Mirror.Percent));
        Assert.Equal(100, policy.Routes[1].Mirror!.Percent);
    }

    [Theory]
    [InlineData("spec: {" + Service + ", routes: [{backends: [{[|subset|]: v2}]}]}", "Field 'routes[0].backends[0].subset' is not supported yet.")]
    [InlineData("spec: {" + Service + ", hosts: [|GlobalAndLocal|], routes: [{timeout: 5s}]}", "Field 'hosts' with the value 'GlobalAndLocal' is not supported yet.")]
    [InlineData("spec: {" + Service + ", routes: [{backends: [{cluster: a, weight: [|-1|]}]}]}", "Field 'routes[0].backends[0].weight' must be at least 0, but is -1.")]
    [InlineData("spec: {" + Service + ", routes: [{backends: [{cluster: a, weight: 100}, [|{cluster: b}|]]}]}", "The backend has no 'weight', and it is not the only one of its route.")]
    [InlineData("spec: {" + Service + ", routes: [{backends: [[|{weight: 100}|]]}]}", "The backend does not say where requests go.")]
    [InlineData("spec: {" + Service + ", routes: [{[|mirror|]: {cluster: a, service: {name: b, namespace: c}}}]}", "The mirror says twice where requests go.")]
    [InlineData("spec: {" + Service + ", routes: [{retries: {attempts: [|0|], retryOn: 5xx}}]}", "There are no retries, and yet it is said how.")]
    [InlineData("spec: {" + Service + ", routes: [{retries: {attempts: 1, retryOn: [|'5xx, reset'|]}}]}", "Field 'routes[0].retries.retryOn' must be conditions of Envoy and status codes, with ',' between them and no space, but is '5xx, reset'.")]
    [InlineData("spec: {" + Service + ", routes: [{retries: {attempts: 1, retryOn: [|'499'|]}}]}", "Field 'routes[0].retries.retryOn' must be conditions of Envoy and status codes, with ',' between them and no space, but is '499'.")]
    [InlineData("spec: {" + Service + ", routes: [{match: [{headers: {X-Group: {exact: a}, [|x-group|]: {exact: b}}}]}]}", "The header 'x-group' is listed twice.")]
    [InlineData("spec: {" + Service + ", routes: [{name: a, timeout: 1s}, {name: [|a|], timeout: 2s}]}", "The route 'a' is listed twice.")]
    [InlineData("spec: {" + Service + ", routes: [{fault: {abort: {percent: [|0|], status: 503}}}]}", "Field 'routes[0].fault.abort.percent' must be at least 1, but is 0.")]
    public void Reports(string spec, string message) => SpecText.AssertFindings(TrafficPolicyBinder.Bind, Header + spec, message);
}
