using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;

namespace MeshGitOps.Tests.Kinds;

public sealed class GlobalNamespaceBinderTests
{
    private const string Header = """
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: acme}

        """;

    private const string Members = "members: [{clusters: {names: ['*']}, namespaces: [a]}]";

    [Fact]
    public void Binds_a_complete_document()
    {
        var space = SpecText.BindCleanly(GlobalNamespaceBinder.Bind, CompleteDocuments.GlobalNamespace);

        Assert.Equal("acme.example.com", space.Domain.Value);
        Assert.Equal(GlobalNamespaceSpec.NamespacedHostname, space.Hostname!.Value);
        Assert.Equal(2, space.Members.Length);
        Assert.Equal(["aws-west", "aws-east"], space.Members[0].Clusters.Names.Select(name => name.Value));
        Assert.Equal("aws", space.Members[0].Clusters.MatchLabels!["cloud"]);
        Assert.Equal(["default", "shop-*"], space.Members[0].Namespaces.Select(name => name.Value));
        Assert.Equal(["*"], space.Members[1].Clusters.Names.Select(name => name.Value));
        Assert.Null(space.Members[1].Clusters.MatchLabels);
        Assert.Equal(["cat*"], space.IncludedServices.Select(name => name.Value));
        Assert.Equal(["internal-*", "default/admin"], space.ExcludedServices.Select(name => name.Value));
        Assert.Equal(MtlsMode.Strict, space.MtlsMode!.Value);
        Assert.Equal(MtlsRollout.Permissive, space.MtlsRollout!.Value);
        Assert.Equal(InterconnectMode.EastWest, space.Interconnect!.Value);
        Assert.Equal("mesh-config", space.ConfigNamespace!.Value);
        Assert.Equal("enabled", space.ConfigNamespaceLabels["istio-discovery"]);
        Assert.Equal(ConsumerScope.Declared, space.Consumers!.Value);
        Assert.False(space.Isolation!.Value);
    }

    [Fact]
    public void Binds_the_failover()
    {
        var failover = SpecText.BindCleanly(GlobalNamespaceBinder.Bind, CompleteDocuments.GlobalNamespace).Failover!;

        Assert.True(failover.Enabled!.Value);
        var region = Assert.Single(failover.Regions);
        Assert.Equal("us-west-1", region.From.Value);
        Assert.Equal("us-east-1", region.To.Value);
        var detection = failover.OutlierDetection!;
        Assert.Equal(5, detection.ConsecutiveGatewayErrors!.Value);
        Assert.Equal(7, detection.Consecutive5xxErrors!.Value);
        Assert.Equal("1m30s", detection.Interval!.Value);
        Assert.Equal("500ms", detection.BaseEjectionTime!.Value);
        Assert.Equal(50, detection.MaxEjectionPercent!.Value);
    }

    [Theory]
    [InlineData("spec: {[|domian|]: a.test, domain: a.test, " + Members + "}", "Unknown field 'domian' in GlobalNamespace 'acme'.")]
    [InlineData("[|spec|]: {" + Members + "}", "Field 'domain' is missing in GlobalNamespace 'acme'.")]
    [InlineData("spec: {domain: [|Acme.Test|], " + Members + "}", "Field 'domain' must be a DNS name in lower case (labels of at most 63 characters, 253 in all), but is 'Acme.Test'.")]
    [InlineData("spec: {domain: a.test, [|members|]: []}", "Field 'members' must have at least 1 entry, but has 0.")]
    [InlineData("spec: {domain: a.test, members: [{[|namespaces|]: [a]}]}", "Field 'members[0].clusters' is missing in GlobalNamespace 'acme'.")]
    [InlineData("spec: {domain: a.test, members: [{[|clusters|]: {}, namespaces: [a]}]}", "Field 'members[0].clusters' must have at least 1 entry, but has 0.")]
    [InlineData("spec: {domain: a.test, members: [{clusters: {names: [a, [|a|]]}, namespaces: [a]}]}", "Field 'members[0].clusters.names' lists 'a' twice.")]
    [InlineData("spec: {domain: a.test, members: [{clusters: {names: [[|aws-*|]]}, namespaces: [a]}]}", "Field 'members[0].clusters.names[0]' must be the name of a Cluster, or '*' for all, but is 'aws-*'.")]
    [InlineData("spec: {domain: a.test, members: [{clusters: {names: [a]}, namespaces: [[|a?|]]}]}", "Field 'members[0].namespaces[0]' must be a name in lower case, in which '*' stands for any characters, but is 'a?'.")]
    [InlineData("spec: {domain: a.test, hostname: [|'{svc}.{domain}'|], " + Members + "}", "Field 'hostname' must be one of '{service}.{domain}', '{service}.{namespace}.{domain}', but is '{svc}.{domain}'.")]
    [InlineData("spec: {domain: a.test, mtls: {mode: [|strict|]}, " + Members + "}", "Field 'mtls.mode' must be one of 'STRICT', 'PERMISSIVE', 'DISABLE', but is 'strict'.")]
    [InlineData("spec: {domain: a.test, configNamespace: [|12|], " + Members + "}", "Field 'configNamespace' must be a string, but is the number 12.")]
    [InlineData("spec: {domain: a.test, failover: {outlierDetection: {interval: [|10|]}}, " + Members + "}", "Field 'failover.outlierDetection.interval' must be a string, but is the number 10.")]
    [InlineData("spec: {domain: a.test, failover: {outlierDetection: {interval: [|10 s|]}}, " + Members + "}", "Field 'failover.outlierDetection.interval' must be a duration of at least 1ms as Istio writes it, but is '10 s'.")]
    [InlineData("spec: {domain: a.test, failover: {regions: [{from: a, to: b}, {from: [|a|], to: c}]}, " + Members + "}", "The source region 'a' is listed twice.")]
    [InlineData("spec: {domain: a.test, failover: {regions: [{from: a, to: [|a|]}]}, " + Members + "}", "The failover of region 'a' leads to itself.")]
    [InlineData("spec: {domain: a.test, [|failover|]: , " + Members + "}", "Field 'failover' must be a mapping, but is empty.")]
    [InlineData("spec: {domain: a.test, failover: {enabled: [|yes|]}, " + Members + "}", "Field 'failover.enabled' must be true or false, but is the string 'yes'.")]
    public void Reports(string spec, string message) =>
        SpecText.AssertFindings(GlobalNamespaceBinder.Bind, Header + spec, message);

    [Theory]
    [InlineData("spec: {domian: a.test, domain: a.test, " + Members + "}", "Did you mean 'domain'?")]
    [InlineData("domain: a.test\nspec: {domain: a.test, " + Members + "}", "Write 'domain' below 'spec'.")]
    [InlineData("spec: {domain: a.test, mtls: {mode: strict}, " + Members + "}", "Did you mean 'STRICT'?")]
    [InlineData("spec: {domain: a.test, mtls: STRICT, " + Members + "}", null)]
    [InlineData("spec: {domain: a.test, failover: {enabled: yes}, " + Members + "}", "Write true.")]
    [InlineData("spec: {domain: a.test, services: {include: cat}, " + Members + "}", "Write a list: [cat].")]
    [InlineData("spec: {domain: a.test, services: {zzz: 1}, " + Members + "}", "Known fields are 'exclude', 'include'.")]
    public void Helps(string spec, string? help) =>
        Assert.Equal(help, Assert.Single(GlobalNamespaceBinder.Bind(SpecText.Document(Header + spec)).Diagnostics).Help);
}
