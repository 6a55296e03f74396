using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Specs;

/// <summary>A cluster that meets another one without saying which root of trust it has.</summary>
public sealed class RootCertificateNotDeclared : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "root-certificate-not-declared",
        "root certificate not declared",
        Severity.Warning,
        """
        Sidecars of two clusters accept each other only if both trust the root that signed the other's certificate.
        Each installation of Istio makes a root of its own unless it is given one, and nothing in the rendered manifests shows it: every call between the clusters then fails in the TLS handshake.
        Declare the fingerprints of the roots in the Mesh, and the root of each cluster in its Cluster, so that different roots are found before they are deployed.
        """);

    public override RuleStage Stage => RuleStage.Specs;

    public override string Source => "istio/istio#41666 and Istio's page on plugging in CA certificates";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: [|east|]}
        spec:
          version: "1.26"
          region: us-east-1
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {mode: Capture, capture: Enabled}
          manifests: [{path: apps/east}]
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: Mesh
        metadata: {name: demo}
        spec:
          rootCertificates: {corporate: "sha256:3f0a5e0b8b7c6d2e1f90abcdef123456789abcdef0112233445566778899aabb"}
        """,
        """
        apiVersion: meshgitops.io/v1alpha1
        kind: Cluster
        metadata: {name: east}
        spec:
          version: "1.26"
          region: us-east-1
          eastWestGateway: {addresses: [{address: 192.0.2.10}]}
          dns: {mode: Capture, capture: Enabled}
          rootCertificate: corporate
          manifests: [{path: apps/east}]
        ---
        apiVersion: meshgitops.io/v1alpha1
        kind: Mesh
        metadata: {name: demo}
        spec:
          rootCertificates: {corporate: "sha256:3f0a5e0b8b7c6d2e1f90abcdef123456789abcdef0112233445566778899aabb"}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var reported = new HashSet<string>(StringComparer.Ordinal);
        foreach (var globalNamespace in context.Specs.GlobalNamespaces)
        {
            var clusters = MemberNamespaces.ClustersOf(globalNamespace, context.Specs);
            if (clusters.Length < 2)
            {
                continue;
            }

            foreach (var cluster in clusters)
            {
                if (cluster.RootCertificate is null && reported.Add(cluster.Metadata.Name.Value))
                {
                    yield return settings.Finding(
                        cluster.Metadata.Name.Location,
                        $"Cluster '{cluster.Metadata.Name}' does not declare its root certificate, but meets other clusters in GlobalNamespace '{globalNamespace.Metadata.Name}'.",
                        "Add 'rootCertificate: NAME' to its spec, with NAME one of the Mesh's 'rootCertificates'.",
                        new RelatedLocation(
                            globalNamespace.Metadata.Name.Location,
                            $"GlobalNamespace '{globalNamespace.Metadata.Name}' has {clusters.Length} clusters"));
                }
            }
        }
    }
}
