namespace MeshGitOps.Tests.Planning;

public sealed class MtlsTests
{
    [Theory]
    [InlineData("", "STRICT")]
    [InlineData("  mtls: {mode: PERMISSIVE}", "PERMISSIVE")]
    [InlineData("  mtls: {rollout: Permissive}", "PERMISSIVE")]
    [InlineData("  mtls: {mode: STRICT, rollout: Strict}", "STRICT")]
    public void Renders_the_mode_of_the_GlobalNamespace(string mtls, string expected)
    {
        var fleet = TextFleet.OfTwo(mtls).In("a", TextFleet.App("catalog")).Run().AssertClean();

        Assert.Equal([$"meshgitops shop {expected}"], fleet["a"].PeerAuthentications.Select(plan => $"{plan.Name} {plan.Namespace} {plan.Mode}"));
        // Clients speak mutual TLS in every mode.
        Assert.Contains("mode: ISTIO_MUTUAL", fleet.Rendered("clusters/b/mesh-acme/catalog.acme.example.com.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PERMISSIVE", "", "PERMISSIVE")]
    [InlineData("PERMISSIVE", "  mtls: {mode: STRICT}", "STRICT")]
    public void Inherits_the_mode_of_the_Mesh(string mesh, string globalNamespace, string expected)
    {
        var fleet = TextFleet.OfTwo(globalNamespace)
            .Spec($"apiVersion: meshgitops.io/v1alpha1\nkind: Mesh\nmetadata: {{name: acme}}\nspec: {{mtls: {{mode: {mesh}}}}}")
            .Run();

        Assert.Equal(expected, fleet["a"].PeerAuthentications[0].Mode);
    }

    [Fact]
    public void The_rollout_says_so()
    {
        var result = TextFleet.OfTwo("  mtls: {rollout: Permissive}").In("a", TextFleet.App("catalog")).Run().Result;

        Assert.Contains(result.Diagnostics, finding => finding.Id == "mtls-not-strict");
    }

    [Fact]
    public void An_exception_names_the_container_ports_behind_a_named_target_port()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  mtls: {portLevel: {\"80\": PERMISSIVE}}")
            .In("a", TextFleet.Service("catalog", "[{name: http, port: 80, targetPort: web}, {name: http-admin, port: 81}]", selector: "group: catalog"))
            .In("a", TextFleet.Deployment("blue", ", group: catalog", ports: "[{name: web, containerPort: 8080}]"))
            .In("a", TextFleet.Deployment("green", ", group: catalog", ports: "[{name: web, containerPort: 9090}]"))
            .Run()
            .AssertClean();

        Assert.Equal(["8080 PERMISSIVE", "9090 PERMISSIVE"], fleet["a"].PeerAuthentications[1].PortLevel.Select(port => $"{port.ContainerPort} {port.Mode}"));
        Assert.Contains(
            "  selector:\n    matchLabels:\n      group: catalog\n  mtls:\n    mode: STRICT\n  portLevelMtls:\n    '8080':\n      mode: PERMISSIVE\n    '9090':\n",
            fleet.Rendered("clusters/a/mesh-acme/peer-authentication.yaml").Replace('"', '\''),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_whose_container_port_nobody_names_is_reported()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  mtls: {portLevel: {\"80\": PERMISSIVE}}")
            .In("a", TextFleet.App("catalog", "[{name: http, port: 80, targetPort: web}]"))
            .Run();

        fleet.AssertFinding("MGO3035", "\"80\"");
    }

    [Theory]
    [InlineData("PERMISSIVE", 0)]
    [InlineData("STRICT", 1)]
    public void Two_ports_of_one_container_port_have_one_mode(string second, int findings)
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", $"  mtls: {{portLevel: {{\"80\": PERMISSIVE, \"81\": {second}}}}}")
            .In("a", TextFleet.App("catalog", "[{name: http, port: 80, targetPort: 8080}, {name: http-b, port: 81, targetPort: 8080}]"))
            .Run();

        Assert.Equal(findings, fleet.Ids.Count(id => id == "MGO3064"));
        Assert.Single(fleet["a"].PeerAuthentications[1].PortLevel);
    }

    [Fact]
    public void A_port_without_mTLS_is_not_on_the_global_host()
    {
        var fleet = TextFleet.OfTwo()
            .GlobalService("catalog", "  mtls: {portLevel: {\"8443\": DISABLE}}")
            .In("a", TextFleet.App("catalog", "[{name: http, port: 80}, {name: https, port: 8443}]"))
            .Run()
            .AssertClean();

        Assert.Equal([80], fleet.Host("catalog").Ports.Select(port => port.Number));
        Assert.Equal(["MGO3042"], fleet.Ids);
    }

    [Theory]
    [InlineData("", "type: LoadBalancer", true)]
    [InlineData("", "type: NodePort", true)]
    [InlineData("", "type: ClusterIP", false)]
    [InlineData("  mtls: {rollout: Permissive}", "type: LoadBalancer", false)]
    public void STRICT_refuses_callers_from_outside(string mtls, string type, bool isRefused) =>
        Assert.Equal(
            isRefused,
            TextFleet.OfTwo(mtls)
                .In("a", TextFleet.Service("catalog", more: $", {type}"), TextFleet.Deployment("catalog"))
                .Run()
                .Ids.Contains("MGO3025"));

    [Theory]
    [InlineData("", "catalog", true)]
    [InlineData("", "other", true)]
    [InlineData("  mtls: {rollout: Permissive}", "catalog", true)]
    [InlineData("  mtls: {rollout: Permissive}", "other", false)]
    public void Who_serves_a_global_host_needs_a_sidecar_in_every_mode(string mtls, string without, bool isRefused)
    {
        const string Refusal = ", sidecar.istio.io/inject: \"false\"";
        var fleet = TextFleet.OfTwo(mtls)
            .In("a", TextFleet.Service("catalog"))
            .In("a", TextFleet.Deployment("catalog", without == "catalog" ? Refusal : ""), TextFleet.Deployment("other", without == "other" ? Refusal : ""))
            .Run();

        Assert.Equal(isRefused ? ["MGO3026"] : [], fleet.Ids);
    }

    [Fact]
    public void The_label_for_injection_wins_over_the_annotation()
    {
        var deployment = TextFleet.Deployment("catalog", ", sidecar.istio.io/inject: \"true\"")
            .Replace("metadata: {labels:", "metadata: {annotations: {sidecar.istio.io/inject: \"false\"}, labels:", StringComparison.Ordinal);

        TextFleet.OfTwo().In("a", TextFleet.Service("catalog"), deployment).Run().AssertClean();
    }

    [Theory]
    [InlineData("hostNetwork: true", true)]
    [InlineData("hostNetwork: false", false)]
    public void Pods_on_the_host_network_get_no_sidecar(string podSpec, bool isRefused) =>
        Assert.Equal(
            isRefused,
            TextFleet.OfTwo().In("a", TextFleet.Deployment("agent", podSpec: $", {podSpec}")).Run().Ids.Contains("MGO3026"));

    [Theory]
    [InlineData("spec: {mtls: {mode: STRICT}}", true)]
    [InlineData("spec: {selector: {matchLabels: {}}, mtls: {mode: STRICT}}", true)]
    [InlineData("spec: {selector: {matchLabels: {app: catalog}}, mtls: {mode: STRICT}}", false)]
    public void A_second_policy_for_the_whole_namespace_is_an_error(string spec, bool isRefused)
    {
        var policy = $"apiVersion: security.istio.io/v1beta1\nkind: PeerAuthentication\nmetadata: {{name: default}}\n{spec}";

        Assert.Equal(isRefused ? ["MGO3065"] : [], TextFleet.OfTwo().In("a", policy).Run().Ids);
    }

    [Fact]
    public void Policies_of_other_namespaces_and_of_this_tool_are_nobody_elses()
    {
        TextFleet.OfTwo()
            .In("a", "apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: default, namespace: istio-system}\nspec: {mtls: {mode: STRICT}}")
            .In("a", "apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: meshgitops, labels: {app.kubernetes.io/managed-by: meshgitops}}\nspec: {mtls: {mode: STRICT}}")
            .Run()
            .AssertClean();
    }
}
