using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.Workspaces;

internal static class DeliveryBinder
{
    public static DeliverySpec Bind(FieldReader delivery)
    {
        var argoCd = delivery.ObjectOrEmpty("argocd");
        var flux = delivery.ObjectOrEmpty("flux");
        return new DeliverySpec
        {
            Location = delivery.Location,
            Repository = delivery.Url(
                "repository",
                "delivery.repository",
                text => RemoteUrls.IsUrl(text, RemoteUrls.RepositorySchemes),
                "a URL with https, http or ssh, such as 'https://git.example.com/acme/mesh.git' or 'ssh://git@git.example.com/acme/mesh.git'"),
            Revision = BindRevision(delivery),
            ArgoCd = new ArgoCdSettings
            {
                Namespace = argoCd.Text("namespace"),
                Applications = argoCd.Choice(
                    "applications",
                    ("ApplicationSet", ArgoCdApplications.ApplicationSet),
                    ("PerCluster", ArgoCdApplications.PerCluster))?.Value ?? ArgoCdApplications.ApplicationSet,
                Automated = argoCd.Flag("automated")?.Value ?? false,
            },
            FluxOci = flux.Object("oci") is { } oci ? BindOci(oci) : null,
            FluxSecret = flux.Text("secret"),
        };
    }

    /// <summary>Whoever follows a branch that is published to follows nothing else.</summary>
    public static void CheckRevision(WorkspaceSpec workspace, DiagnosticBag diagnostics)
    {
        if (workspace.Delivery?.Revision is { } revision && workspace.Publish.To is { Value: PublishTarget.Branch } to)
        {
            diagnostics.Add(
                SpecDiagnostics.Contradiction,
                revision.Location,
                "Field 'delivery.revision' excludes 'publish.to: Branch': the branch that is published to is what Argo CD and Flux follow.",
                "Take 'revision' out, or publish to a directory.",
                new RelatedLocation(to.Location, "The branch is asked for here."));
        }
    }

    private static Located<string>? BindRevision(FieldReader delivery)
    {
        if (delivery.Text("revision") is not { } revision || revision.Value == "HEAD")
        {
            return null;
        }

        if (GitNames.WhyNoName(revision.Value) is not { } reason)
        {
            return revision;
        }

        delivery.Diagnostics.Add(
            SpecDiagnostics.InvalidGitName,
            revision.Location,
            $"The revision '{Shown.Of(revision.Value)}' {reason}.",
            "Write the name of a branch, such as 'main', or a tag as 'refs/tags/v1.2'.");
        return null;
    }

    private static FluxOciSpec? BindOci(FieldReader oci) =>
        oci.Url(
            "url",
            "delivery.flux.oci.url",
            text => RemoteUrls.IsUrl(text, RemoteUrls.RegistrySchemes) && RemoteUrls.HasPathWithoutTag(text),
            "a URL with oci and without a tag, such as 'oci://registry.example.com/acme/mesh'") is { } url
            ? new FluxOciSpec(url, oci.Text("tag"))
            : null;
}
