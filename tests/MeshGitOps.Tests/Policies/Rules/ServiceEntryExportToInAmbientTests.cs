using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ServiceEntryExportToInAmbientTests : RuleTests<ServiceEntryExportToInAmbient>
{
    [Fact]
    public void Reports_a_consumer_in_ambient_mode() => AssertFindings(
        Sample("istio.io/dataplane-mode: ambient", "exportTo: [[|other|], shop]"),
        "'exportTo' of ServiceEntry 'web/x' has no effect in namespace 'shop', whose pods are in ambient mode.");

    [Theory]
    [InlineData("istio.io/dataplane-mode: ambient", "exportTo: ['*']")]
    [InlineData("istio.io/dataplane-mode: ambient", "resolution: DNS")]
    [InlineData("istio.io/dataplane-mode: ambient", "exportTo: [.]")]
    [InlineData("istio.io/dataplane-mode: none", "exportTo: [shop]")]
    [InlineData("istio.io/dataplane-mode: ambient, istio-injection: enabled", "exportTo: [shop]")]
    public void Is_silent_for_everybody_and_for_sidecars(string label, string spec) => AssertClean(Sample(label, spec));

    private static string Sample(string label, string spec) =>
        $$"""
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: LABEL}
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: x, namespace: web}
        spec:
          hosts: [x.example.com]
          {{spec}}
        """.Replace("LABEL", $"{{{label}}}", StringComparison.Ordinal);
}
