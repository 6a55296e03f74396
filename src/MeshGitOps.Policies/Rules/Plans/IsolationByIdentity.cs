using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;

namespace MeshGitOps.Policies.Rules.Plans;

/// <summary>An isolated GlobalNamespace, and a cluster outside of it whose workloads have the same identities.</summary>
public sealed class IsolationByIdentity : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "isolation-by-identity",
        "isolation by identity",
        Severity.Warning,
        """
        Isolation compares identities: trust domain, namespace and service account.
        A cluster outside of the GlobalNamespace may have the same trust domain and the same root of trust, or a root that nobody declared.
        In a namespace of the same name it gives its workloads the same identities, and these are let in.
        Give that cluster a trust domain or a root of its own, or see to it that nobody makes such a namespace there.
        """);

    public override RuleStage Stage => RuleStage.Plans;

    public override string Source => "the SPIFFE ID of Istio: spiffe://<trust domain>/ns/<namespace>/sa/<service account>";

    public override RuleExample Example { get; } = new(
        """
        # file: mesh/demo.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          members: [{clusters: {names: [east]}, namespaces: [demo]}]
          isolation: [|true|]
        """,
        """
        # file: mesh/demo.yaml
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalNamespace
        metadata: {name: demo}
        spec:
          domain: demo.example.com
          members: [{clusters: {names: [east, west]}, namespaces: [demo]}]
          isolation: true
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
        from globalNamespace in context.Specs.GlobalNamespaces
        where globalNamespace.Isolation?.Value == true
        let outside = Outside(context.Plan, globalNamespace)
        where outside.Count > 0
        select settings.Finding(
            globalNamespace.Isolation!.Location,
            $"{(outside.Count == 1 ? "Cluster" : "Clusters")} {Words.List(outside)} outside of GlobalNamespace '{globalNamespace.Metadata.Name}' can give out the identities that it lets in.",
            "Give such a cluster a 'trustDomain' or a 'rootCertificate' of its own.");

    private static List<string> Outside(FleetPlan plan, GlobalNamespaceSpec globalNamespace)
    {
        var members = plan.Clusters.Where(cluster => IsMember(cluster, globalNamespace)).Select(cluster => cluster.Settings).ToList();
        return
        [
            .. from cluster in plan.Clusters
               where !IsMember(cluster, globalNamespace)
                   && members.Exists(member => member.TrustDomain == cluster.Settings.TrustDomain
                       && (member.RootCertificate is null || cluster.Settings.RootCertificate is null || member.RootCertificate == cluster.Settings.RootCertificate))
               select cluster.Name,
        ];
    }

    private static bool IsMember(ClusterPlan cluster, GlobalNamespaceSpec globalNamespace) =>
        cluster.Memberships.Any(membership => membership.GlobalNamespace == globalNamespace.Metadata.Name.Value);
}
