using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ControlPlaneAddressIsIpTests : RuleTests<ControlPlaneAddressIsIp>
{
    [Fact]
    public void Reports_addresses_of_both_versions() => AssertFindings(
        Webhook("ValidatingWebhookConfiguration", "istio-validator-external-istiod", "[|\"https://[2001:db8::1]:15017/validate\"|]"),
        "ValidatingWebhookConfiguration 'istio-validator-external-istiod' calls the control plane by the IP address '[2001:db8::1]'.");

    [Fact]
    public void Is_silent_on_names_and_on_webhooks_of_others()
    {
        AssertClean(Webhook("ValidatingWebhookConfiguration", "istio-validator-external-istiod", "\"https://istiod.example.com/validate\""));
        AssertClean(Webhook("ValidatingWebhookConfiguration", "other", "\"https://192.0.2.1/validate\""));
        AssertClean(Webhook("ValidatingWebhookConfiguration", "istiod-default-validator", "\"no address\""));
        AssertClean(Webhook("ValidatingWebhookConfiguration", "istiod-default-validator", "{}"));
    }

    private static string Webhook(string kind, string name, string url) =>
        $"apiVersion: admissionregistration.k8s.io/v1\nkind: {kind}\nmetadata: {{name: {name}}}\nwebhooks:\n- name: a\n  clientConfig: {{url: {url}}}";
}
