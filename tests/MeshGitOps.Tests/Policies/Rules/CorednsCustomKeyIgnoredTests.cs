using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class CorednsCustomKeyIgnoredTests : RuleTests<CorednsCustomKeyIgnored>
{
    [Fact]
    public void Reports_each_key_with_another_ending() => AssertFindings(
        Map("coredns-custom", "[|acme.yaml|]: x\n  [|Corefile|]: y\n  a.override: z"),
        "CoreDNS does not import the key 'acme.yaml' of ConfigMap 'coredns-custom'.",
        "CoreDNS does not import the key 'Corefile' of ConfigMap 'coredns-custom'.");

    [Fact]
    public void Is_silent_for_other_maps_and_values_of_any_type()
    {
        AssertClean(Map("coredns", "Corefile: x"));
        AssertClean(Map("coredns-custom", "a.server: {b: c}"));
    }

    private static string Map(string name, string data) => $"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: kube-system}}\ndata:\n  {data}\n";
}
