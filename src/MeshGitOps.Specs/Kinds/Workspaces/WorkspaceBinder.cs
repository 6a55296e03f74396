using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds.Workspaces;

public static class WorkspaceBinder
{
    public static Diagnosed<WorkspaceSpec?> Bind(YamlDocument document) =>
        SpecBinding.Bind(document, SpecKinds.Workspace, BindSpec);

    private static WorkspaceSpec BindSpec(SpecMetadata metadata, FieldReader spec)
    {
        var output = spec.ObjectOrEmpty("output");
        var addresses = spec.ObjectOrEmpty("virtualAddresses");
        var workspace = new WorkspaceSpec
        {
            Metadata = metadata,
            RequiredVersion = spec.Text("requiredVersion") is { } version && VersionRange.TryParse(version.Value) is { } range
                ? version.With(range)
                : null,
            Specs = spec.Texts("specs"),
            Policies = spec.Texts("policies"),
            Templates = spec.Texts("templates"),
            OutputDirectory = output.Text("directory"),
            Layout = output.Choice(
                "layout",
                ("PerService", OutputLayout.PerService),
                ("PerCluster", OutputLayout.PerCluster))?.Value ?? OutputLayout.PerService,
            Kustomization = output.Flag("kustomization")?.Value ?? false,
            Publish = PublishBinder.Bind(spec.ObjectOrEmpty("publish")),
            Delivery = spec.Object("delivery") is { } delivery ? DeliveryBinder.Bind(delivery) : null,
            VirtualAddressRange = addresses.Text("ipv4"),
            LockFile = addresses.Text("lock"),
        };
        DeliveryBinder.CheckRevision(workspace, spec.Diagnostics);
        return workspace;
    }
}
