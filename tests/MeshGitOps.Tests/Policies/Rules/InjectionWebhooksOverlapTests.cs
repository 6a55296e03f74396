using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class InjectionWebhooksOverlapTests : RuleTests<InjectionWebhooksOverlap>
{
    [Fact]
    public void Reports_webhooks_of_one_revision() => AssertFindings(
        Webhook("a", "one.sidecar-injector.istio.io", "{matchLabels: {istio.io/rev: canary}}")
        + Webhook("b", "[|two.sidecar-injector.istio.io|]", "{matchExpressions: [{key: istio.io/rev, operator: Exists}]}"),
        "The webhooks 'one.sidecar-injector.istio.io' and 'two.sidecar-injector.istio.io' both inject pods without a label in namespaces with 'istio.io/rev: canary'.");

    [Fact]
    public void Reports_a_webhook_without_a_selector() => AssertFindings(
        Webhook("a", "one.sidecar-injector.istio.io", "{matchLabels: {istio-injection: enabled}}") + Webhook("b", "[|two.sidecar-injector.istio.io|]", "{}"),
        "The webhooks 'one.sidecar-injector.istio.io' and 'two.sidecar-injector.istio.io' both inject pods without a label in namespaces with 'istio-injection: enabled'.");

    [Fact]
    public void Is_silent_where_the_selectors_exclude_each_other()
    {
        AssertClean(
            Webhook("a", "one.sidecar-injector.istio.io", "{matchLabels: {istio.io/rev: a}}") + Webhook("b", "two.sidecar-injector.istio.io", "{matchLabels: {istio.io/rev: b}}"));
        AssertClean(
            Webhook("a", "one.sidecar-injector.istio.io", "{matchExpressions: [{key: istio-injection, operator: In, values: [enabled]}]}")
            + Webhook("b", "two.sidecar-injector.istio.io", "{matchExpressions: [{key: istio-injection, operator: NotIn, values: [enabled]}]}"));
        AssertClean(Webhook("a", "one.example.com", "{}") + Webhook("b", "two.sidecar-injector.istio.io", "{}"));
        AssertClean(Webhook("a", "one.sidecar-injector.istio.io", "{matchExpressions: [{key: a, operator: Unknown}]}") + Webhook("b", "two.sidecar-injector.istio.io", "5"));
    }

    private static string Webhook(string name, string hook, string selector) =>
        $"apiVersion: admissionregistration.k8s.io/v1\nkind: MutatingWebhookConfiguration\nmetadata: {{name: {name}}}\nwebhooks:\n- name: {hook}\n  namespaceSelector: {selector}\n---\n";
}
