using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ClientTlsSettingsInvalidTests : RuleTests<ClientTlsSettingsInvalid>
{
    private const string Name = "DestinationRule 'shop/catalog'";

    [Theory]
    [InlineData("SIMPLE", "caCertificates")]
    [InlineData("SIMPLE", "caCrl")]
    [InlineData("MUTUAL", "clientCertificate")]
    [InlineData("MUTUAL", "privateKey")]
    public void Reports_a_file_beside_a_credential(string mode, string field) => AssertFindings(
        Tls($"{{mode: {mode}, credentialName: shop, [|{field}|]: /etc/certs/x.pem}}"),
        $"The TLS of {Name} has '{field}' beside the credentialName 'shop', which exclude each other.");

    [Theory]
    [InlineData("caCertificates", "/etc/certs/ca.pem")]
    [InlineData("subjectAltNames", "[a.example.com]")]
    public void Reports_verification_beside_its_absence(string field, string value) => AssertFindings(
        Tls($"{{mode: SIMPLE, insecureSkipVerify: true, [|{field}|]: {value}}}"),
        $"The TLS of {Name} has '{field}', but also 'insecureSkipVerify', which verifies nothing.");

    [Fact]
    public void Reports_mutual_tls_without_certificate_and_key()
    {
        AssertFindings(Tls("{mode: [|MUTUAL|], privateKey: /etc/certs/key.pem}"), $"The TLS of {Name} has the mode MUTUAL, but no 'clientCertificate'.");
        AssertFindings(Tls("{mode: [|MUTUAL|], clientCertificate: /etc/certs/cert.pem}"), $"The TLS of {Name} has the mode MUTUAL, but no 'privateKey'.");
    }

    [Fact]
    public void Reports_a_config_map_of_another_namespace()
    {
        AssertFindings(
            Tls("""{mode: SIMPLE, credentialName: [|"configmap://test/ca"|]}"""),
            $"The TLS of {Name} takes its certificates from a ConfigMap of the namespace 'test', which is not its own.");
        AssertClean(Tls("""{mode: SIMPLE, credentialName: "configmap://shop/ca"}"""));
    }

    [Fact]
    public void Reports_the_tls_of_subsets_and_ports() => AssertFindings(
        """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: catalog, namespace: shop}
        spec:
          host: catalog
          trafficPolicy:
            portLevelSettings:
            - port: {number: 443}
              tls: {mode: SIMPLE, credentialName: a, [|caCertificates|]: b}
          subsets:
          - name: v1
            trafficPolicy: {tls: {mode: SIMPLE, credentialName: a, [|caCertificates|]: b}}
        """,
        $"The TLS of {Name} has 'caCertificates' beside the credentialName 'a', which exclude each other.",
        $"The TLS of {Name} has 'caCertificates' beside the credentialName 'a', which exclude each other.");

    [Fact]
    public void Is_silent_on_settings_that_fit()
    {
        AssertClean(Tls("{mode: ISTIO_MUTUAL}"));
        AssertClean(Tls("{mode: MUTUAL, clientCertificate: a, privateKey: b, caCertificates: c}"));
        AssertClean(Tls("{mode: SIMPLE, insecureSkipVerify: true, subjectAltNames: []}"));
        AssertClean(Tls("{mode: [], credentialName: {}, insecureSkipVerify: 1}"));
        AssertClean(Tls("5"));
    }

    private static string Tls(string tls) =>
        $"apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: {{name: catalog, namespace: shop}}\nspec: {{host: catalog, trafficPolicy: {{tls: {tls}}}}}";
}
