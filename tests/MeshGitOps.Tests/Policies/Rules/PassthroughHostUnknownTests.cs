using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class PassthroughHostUnknownTests : RuleTests<PassthroughHostUnknown>
{
    [Theory]
    [InlineData("b.example.com", "passes 'b.example.com' on, but there is no ServiceEntry for it in the manifests.")]
    [InlineData("hidden.example.com", "passes 'hidden.example.com' on, but namespace 'istio-system' of the gateway does not see it.")]
    [InlineData("other.demo.svc.cluster.local", "passes 'other.demo.svc.cluster.local' on, but there is no such Service in the manifests.")]
    public void Reports_a_host_without_an_entry_in_sight(string host, string message) =>
        AssertFindings(Sample($"[|{host}|]", "AUTO_PASSTHROUGH"), $"Gateway 'istio-system/cross' {message}");

    [Theory]
    [InlineData("a.example.com", "AUTO_PASSTHROUGH")]
    [InlineData("hello.demo.svc.cluster.local", "AUTO_PASSTHROUGH")]
    [InlineData("hello.elsewhere.svc.cluster.local", "AUTO_PASSTHROUGH")]
    [InlineData("'*.b.example.com'", "AUTO_PASSTHROUGH")]
    [InlineData("x.w.example.com", "AUTO_PASSTHROUGH")]
    [InlineData("b.example.com", "PASSTHROUGH")]
    public void Is_silent_for_hosts_that_are_seen_or_not_decidable(string host, string mode) => AssertClean(Sample(host, mode));

    [Fact]
    public void Is_silent_for_hosts_of_the_plan_and_without_any_ServiceEntry()
    {
        AssertClean("# workspace\n# cluster: east\n" + Gateway("hello.demo.example.com", "AUTO_PASSTHROUGH"));
        AssertClean(Gateway("b.example.com", "AUTO_PASSTHROUGH"));
    }

    private static string Sample(string host, string mode) =>
        """
        apiVersion: v1
        kind: Service
        metadata: {name: hello, namespace: demo}
        spec: {ports: [{name: http, port: 80}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: a, namespace: istio-system}
        spec: {hosts: [a.example.com, '*.w.example.com'], exportTo: [.]}
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: hidden, namespace: demo}
        spec: {hosts: [hidden.example.com], exportTo: [.]}
        ---

        """ + Gateway(host, mode);

    private static string Gateway(string host, string mode) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: cross, namespace: istio-system}
        spec:
          selector: {istio: eastwestgateway}
          servers:
          - {port: {number: 15443, name: tls, protocol: TLS}, tls: {mode: {{mode}}}, hosts: [{{host}}]}
        """;
}
