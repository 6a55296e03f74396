using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class CertificateInTwoGatewaysTests : RuleTests<CertificateInTwoGateways>
{
    [Fact]
    public void Reports_the_files_of_certificate_and_key() => AssertFindings(
        Gateway("one", "istio: ingress", "serverCertificate: /c/tls.crt, privateKey: /c/tls.key") + "---\n"
        + Gateway("two", "istio: ingress", "serverCertificate: [|/c/tls.crt|], privateKey: /c/tls.key"),
        "Gateway 'web/two' and Gateway 'web/one' share the certificate '/c/tls.crt' on the same pods.");

    [Theory]
    [InlineData("istio: ingress", "credentialName: other")]
    [InlineData("istio: other", "credentialName: wildcard")]
    [InlineData("istio: ingress", "serverCertificate: wildcard")]
    [InlineData("istio: ingress", "mode: AUTO_PASSTHROUGH")]
    public void Is_silent_for_other_certificates_and_pods(string selector, string tls) =>
        AssertClean(Gateway("one", "istio: ingress", "credentialName: wildcard") + "---\n" + Gateway("two", selector, tls));

    [Fact]
    public void Is_silent_within_one_Gateway() => AssertClean(
        Gateway("one", "istio: ingress", "credentialName: wildcard") + "  - {port: {number: 8443, protocol: HTTPS}, tls: {credentialName: wildcard}, hosts: [b.example.com]}\n");

    private static string Gateway(string name, string selector, string tls) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: {{name}}, namespace: web}
        spec:
          selector: { {{selector}} }
          servers:
          - {port: {number: 443, name: https, protocol: HTTPS}, tls: { {{tls}} }, hosts: [{{name}}.example.com]}

        """;
}
