using System.Collections.Immutable;
using MeshGitOps.Policies;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kinds.Meshes;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Tests.Policies;

/// <summary>
/// Small specs, plans and manifests for the tests of rules.
/// Each value lies in a source of its own whose text is the value, so that the text of a finding's source says where it points.
/// </summary>
internal static class Sample
{
    public static readonly ImmutableSortedDictionary<string, string> NoLabels =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    public static SourceLocation Place(string text) => new SourceText("mesh.yaml", text).At(new TextSpan(0, text.Length));

    public static Located<T> At<T>(T value) => new(value, Place($"{value}"));

    public static ImmutableArray<Located<string>> All(params string[] values) => [.. values.Select(At)];

    public static SpecMetadata Metadata(string name) => new(At(name), NoLabels, NoLabels, Place($"document of {name}"));

    public static MeshSpec Mesh() => new() { Metadata = Metadata("mesh") };

    public static ClusterSpec Cluster(string name) => new() { Metadata = Metadata(name) };

    public static GlobalNamespaceSpec GlobalNamespace(string name, string domain, params MemberSpec[] members) => new()
    {
        Metadata = Metadata(name),
        Domain = At(domain),
        Members = [.. members],
    };

    public static MemberSpec Member(string cluster, params string[] namespaces) => new(
        Place("member"),
        new ClusterSelector(Place("clusters"), All(cluster), MatchLabels: null),
        All(namespaces));

    public static GlobalServiceSpec GlobalService(string name, string globalNamespace = "acme") => new()
    {
        Metadata = Metadata(name),
        GlobalNamespace = At(globalNamespace),
        Service = new NamespacedReference(At("default"), At(name), Place("service")),
    };

    public static KubernetesServicePort Port(int number, string? name = null, string? appProtocol = null, string transport = "TCP") => new()
    {
        Number = number,
        Name = name,
        AppProtocol = appProtocol,
        TransportProtocol = transport,
        Location = Place(name ?? $"{number}"),
    };

    public static KubernetesService Service(string name, string @namespace, params KubernetesServicePort[] ports) => new()
    {
        Key = new ServiceKey(@namespace, name),
        Location = Place(name),
        TypeLocation = Place(name),
        Ports = [.. ports],
    };

    public static KubernetesWorkload Workload(string name, string @namespace, params (string Name, string Value)[] environment) => new()
    {
        Kind = "Deployment",
        Key = new ServiceKey(@namespace, name),
        Location = Place(name),
        Environment = [.. environment.Select(variable => new EnvironmentValue(variable.Name, At(variable.Value)))],
    };

    public static GlobalHost Host(string host, string service, string cluster, params int[] ports) => new()
    {
        Host = host,
        GlobalNamespace = "acme",
        Domain = host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..],
        Service = new ServiceKey("default", service),
        VirtualAddress = "240.0.0.1",
        Ports = [.. ports.Select(port => new HostPort(port, $"http-{port}", MeshProtocol.Http, Place("port")))],
        Servers = [new ServingCluster(cluster, new ServiceKey("default", service), ServingState.Serving, Place("server"))],
        SubjectAltNames = [],
        Origin = new Origin("GlobalNamespace", "acme", Place("acme")),
        Location = Place(service),
    };

    public static ClientEntryPlan Client(GlobalHost host) => new()
    {
        Host = host,
        ConfigNamespace = "mesh-acme",
        Resolution = EndpointResolution.Static,
        Endpoints = [],
        ExportTo = ["default"],
        Traffic = new TrafficSettings(),
    };

    public static ClusterSettings Settings(string name) => new()
    {
        Name = name,
        Origin = new Origin("Cluster", name, Place(name)),
        Provider = MeshProviderKind.Istio,
        IstioVersion = new IstioVersion(1, 26, null),
        Platform = ClusterPlatform.Other,
        Region = "region-1",
        Network = name,
        ClusterDomain = "cluster.local",
        TrustDomain = "cluster.local",
        RootCertificate = null,
        IstioNamespace = "istio-system",
        EastWestNamespace = "istio-system",
        EastWestPort = 15443,
        EastWestSelector = NoLabels,
        EastWestManaged = true,
        EastWestAddresses = [],
        IngressNamespace = "istio-ingress",
        EgressNamespace = "istio-egress",
        EgressService = "istio-egressgateway",
        EgressPort = 15443,
        EgressSelector = NoLabels,
        InjectionMode = InjectionMode.Members,
        InjectionRevision = null,
        DnsMode = DnsMode.Capture,
        DnsProvider = DnsProviderKind.Coredns,
        DnsCapture = DnsCapture.Unknown,
        Explained = [],
    };

    public static RuleContext Context(
        SpecSet? specs = null,
        ImmutableArray<ClusterInventory>? inventories = null,
        FleetPlan? plan = null) =>
        new(specs ?? new SpecSet(), inventories ?? [], plan ?? new FleetPlan());

    /// <summary>The findings of one rule, under the policy that is given as the rule's entry of a policy file.</summary>
    public static ImmutableArray<Diagnostic> Check<TRule>(RuleContext context, string settings = "{}")
        where TRule : Rule, new() =>
        Run<TRule>(context, settings).Diagnostics;

    public static RuleResults Run<TRule>(RuleContext context, string settings = "{}")
        where TRule : Rule, new()
    {
        var rule = new TRule();
        var (policy, diagnostics) = PolicyFile.Read(PolicyDocuments($"{rule.Id}: {settings}"));
        Assert.Empty(diagnostics);
        return RuleRunner.Run([rule], context, policy, maxParallelism: 1);
    }

    /// <summary>One policy file whose <c>rules</c> are the given lines.</summary>
    public static ImmutableArray<YamlDocument> PolicyDocuments(string rules, string path = "policies/acme.yaml")
    {
        var lines = string.Join("\n    ", rules.Split('\n'));
        var text = $"apiVersion: meshgitops.io/v1alpha1\nkind: Policy\nmetadata: {{name: acme}}\nspec:\n  rules:\n    {lines}\n";
        var (documents, diagnostics) = YamlTreeBuilder.Build(new SourceText(path, text));
        Assert.Empty(diagnostics);
        return documents;
    }

    /// <summary>Severity, place and message of each finding.</summary>
    public static IEnumerable<string> Show(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Select(diagnostic => $"{diagnostic.Severity} at '{TextAt(diagnostic.Location)}': {diagnostic.Message}");

    public static string TextAt(SourceLocation location) =>
        location.Source.Text.Substring(location.Span.Start, location.Span.Length);
}
