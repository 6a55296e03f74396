using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>An external control plane that is called by its IP address.</summary>
public sealed class ControlPlaneAddressIsIp : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "control-plane-address-is-ip",
        "control plane address is ip",
        Severity.Info,
        """
        The webhooks of a remote cluster call the control plane by an IP address.
        When the load balancer gets another address, no pod starts there any more, and the certificate has to name the address as well.
        Write a host name that follows the address.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0164";

    public override ImmutableArray<string> Aliases => ["IST0164"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingWebhookConfiguration
        metadata: {name: istio-sidecar-injector-external-istiod}
        webhooks:
        - name: rev.namespace.sidecar-injector.istio.io
          clientConfig: {url: [|"https://192.0.2.7:15017/inject"|]}
        """,
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingWebhookConfiguration
        metadata: {name: istio-sidecar-injector-external-istiod}
        webhooks:
        - name: rev.namespace.sidecar-injector.istio.io
          clientConfig: {url: "https://istiod.example.com:15017/inject"}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var webhooks = Kinds.SelectMany(kind => context.Once("admissionregistration.k8s.io", kind));
        foreach (var (_, item) in webhooks.Where(pair => pair.Item.Key.Name is "istio-sidecar-injector-external-istiod" or "istio-validator-external-istiod" or "istiod-default-validator"))
        {
            foreach (var url in item.Root.Mappings("webhooks").Select(webhook => webhook.Mapping("clientConfig").Text("url")).OfType<YamlScalar>())
            {
                if (Uri.TryCreate(url.Value, UriKind.Absolute, out var address) && address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
                {
                    yield return settings.Finding(
                        url.Location,
                        $"{item} calls the control plane by the IP address '{address.Host}'.",
                        "Write a host name.");
                }
            }
        }
    }

    private static readonly ImmutableArray<string> Kinds = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];
}
