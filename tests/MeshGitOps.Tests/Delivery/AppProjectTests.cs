using MeshGitOps.Rendering.Delivery.ArgoCd;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Delivery;

public sealed class AppProjectTests
{
    /// <summary>Else the last one of a kind would never be pruned: Argo CD passes over what the project does not allow.</summary>
    [Fact]
    public void The_kinds_of_a_mesh_are_allowed_also_where_none_is_rendered()
    {
        var spec = (ManifestMapping)AppProject.Create(Plan(), "mesh", [])["spec"]!;

        Assert.Equal(["/Namespace"], Kinds(spec, "clusterResourceWhitelist"));
        Assert.Equal(
            [
                "networking.istio.io/DestinationRule", "networking.istio.io/Gateway", "networking.istio.io/ServiceEntry", "networking.istio.io/VirtualService",
                "security.istio.io/AuthorizationPolicy", "security.istio.io/PeerAuthentication",
            ],
            Kinds(spec, "namespaceResourceWhitelist"));
    }

    private static IEnumerable<string> Kinds(ManifestMapping spec, string list) =>
        ((ManifestSequence)spec[list]!).Items.Cast<ManifestMapping>()
            .Select(kind => $"{((ManifestString)kind["group"]!).Value}/{((ManifestString)kind["kind"]!).Value}");

    private static DeliveryPlan Plan() => new()
    {
        Name = "acme",
        Origin = new Origin("Workspace", "acme", new SourceLocation(new SourceText("meshgitops.yaml", ""), new TextSpan(0, 0))),
        Repository = "https://git.example.com/acme/mesh.git",
        Root = "",
        Revision = new DeliveryRevision("rendered", "rendered"),
        ArgoCdNamespace = "argocd",
        IsPerCluster = false,
        IsAutomated = false,
        FluxArtifact = null,
        FluxSecret = null,
    };
}
