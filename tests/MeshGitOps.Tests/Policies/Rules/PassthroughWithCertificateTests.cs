using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class PassthroughWithCertificateTests : RuleTests<PassthroughWithCertificate>
{
    [Fact]
    public void Reports_each_field() => AssertFindings(
        Gateway("mode: PASSTHROUGH, [|serverCertificate|]: a, [|privateKey|]: b, [|caCertificates|]: c, [|subjectAltNames|]: [d]"),
        "'serverCertificate' of Gateway 'web/one' has no effect, because mode PASSTHROUGH passes the client's TLS on.",
        "'privateKey' of Gateway 'web/one' has no effect, because mode PASSTHROUGH passes the client's TLS on.",
        "'caCertificates' of Gateway 'web/one' has no effect, because mode PASSTHROUGH passes the client's TLS on.",
        "'subjectAltNames' of Gateway 'web/one' has no effect, because mode PASSTHROUGH passes the client's TLS on.");

    [Theory]
    [InlineData("mode: SIMPLE, credentialName: a")]
    [InlineData("mode: AUTO_PASSTHROUGH")]
    [InlineData("mode: AUTO_PASSTHROUGH, credentialName: null")]
    [InlineData("credentialName: a")]
    public void Is_silent_where_the_certificate_is_used(string tls) => AssertClean(Gateway(tls));

    private static string Gateway(string tls) =>
        $$"""
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: one, namespace: web}
        spec:
          selector: {istio: ingress}
          servers:
          - {port: {number: 443, name: tls, protocol: TLS}, tls: { {{tls}} }, hosts: [a.example.com]}
        """;
}
