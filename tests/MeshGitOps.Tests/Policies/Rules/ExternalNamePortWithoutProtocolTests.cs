using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ExternalNamePortWithoutProtocolTests : RuleTests<ExternalNamePortWithoutProtocol>
{
    [Theory]
    [InlineData("[|db|]", "says no protocol")]
    [InlineData("[|tcp|]", "is named 'tcp'")]
    public void Reports_a_name_that_makes_a_listener_for_every_address(string name, string fault) => AssertFindings(
        Service("ExternalName", name, "TCP"),
        $"Port 443 of ExternalName Service 'shop/payments' {fault}, so sidecars catch all TCP traffic to that port.");

    [Theory]
    [InlineData("ExternalName", "https", "TCP")]
    [InlineData("ExternalName", "tcp-payments", "TCP")]
    [InlineData("ExternalName", "db", "UDP")]
    [InlineData("ClusterIP", "tcp", "TCP")]
    public void Is_silent_for_a_protocol_and_for_other_types(string type, string name, string transport) =>
        AssertClean(Service(type, name, transport));

    private static string Service(string type, string name, string transport) => $$"""
        apiVersion: v1
        kind: Service
        metadata: {name: payments, namespace: shop}
        spec:
          type: {{type}}
          externalName: payments.example.com
          ports: [{port: 443, protocol: {{transport}}, name: {{name}}}]
        """;
}
