using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Meshes;
using MeshGitOps.Specs.Kinds.Workspaces;

namespace MeshGitOps.Tests.Kinds;

public sealed class MeshAndWorkspaceBinderTests
{
    [Fact]
    public void Binds_a_complete_mesh()
    {
        var mesh = SpecText.BindCleanly(MeshBinder.Bind, CompleteDocuments.Mesh);

        Assert.Equal("acme.test", mesh.TrustDomain!.Value);
        Assert.Equal(["old.acme.test"], mesh.TrustDomainAliases.Select(alias => alias.Value));
        var root = Assert.Single(mesh.RootCertificates);
        Assert.Equal("corp-2026", root.Name.Value);
        Assert.StartsWith("sha256:0123", root.Fingerprint.Value, StringComparison.Ordinal);
        Assert.Equal(["corp-2026"], mesh.TrustBundle.Select(name => name.Value));
        Assert.Equal(MtlsMode.Permissive, mesh.MtlsMode!.Value);
        Assert.Equal(["legacy-*", "tools"], mesh.ExcludedNamespaces.Select(pattern => pattern.Value));
    }

    [Fact]
    public void Binds_a_complete_workspace()
    {
        var workspace = SpecText.BindCleanly(WorkspaceBinder.Bind, CompleteDocuments.Workspace);

        Assert.Equal("acme", workspace.Metadata!.Name.Value);
        Assert.Equal(">=0.1 <0.3", workspace.RequiredVersion!.Value.Text);
        Assert.Equal(["mesh", "more/**/*.yaml"], workspace.Specs.Select(path => path.Value));
        Assert.Equal(["rules"], workspace.Policies.Select(path => path.Value));
        Assert.Equal(["hbs"], workspace.Templates.Select(path => path.Value));
        Assert.Equal("out/manifests", workspace.OutputDirectory!.Value);
        Assert.Equal(OutputLayout.PerCluster, workspace.Layout);
        Assert.True(workspace.Kustomization);
        Assert.Equal(PublishTarget.Directory, workspace.Publish.EffectiveTarget);
        Assert.Equal("env/aws-west", workspace.Publish.EffectiveBranch.For("aws-west"));
        Assert.Equal("upstream", workspace.Publish.EffectiveRemote);
        Assert.Equal("https://git.example.com/acme/mesh.git", workspace.Delivery!.Repository!.Value);
        Assert.Equal("main", workspace.Delivery.Revision!.Value);
        Assert.Equal("gitops", workspace.Delivery.ArgoCd.Namespace!.Value);
        Assert.Equal((ArgoCdApplications.PerCluster, true), (workspace.Delivery.ArgoCd.Applications, workspace.Delivery.ArgoCd.Automated));
        Assert.Equal(("oci://registry.example.com/acme/mesh", "stable"), (workspace.Delivery.FluxOci!.Url.Value, workspace.Delivery.FluxOci.Tag!.Value));
        Assert.Equal("mesh-reader", workspace.Delivery.FluxSecret!.Value);
        Assert.Equal("240.64.0.0/10", workspace.VirtualAddressRange!.Value);
        Assert.Equal("lock.yaml", workspace.LockFile!.Value);
    }

    [Theory]
    [InlineData("{rootCertificates: {corp: [|'sha256:ABC'|]}}", "Field 'rootCertificates.corp' must be 'sha256:' and 64 hexadecimal digits in lower case, but is 'sha256:ABC'.")]
    [InlineData("{trustDomain: [|'spiffe://a'|]}", "Field 'trustDomain' must be a trust domain (lower-case letters, digits, '.', '-' and '_', at most 255 characters), but is 'spiffe://a'.")]
    [InlineData("{telemetry: {[|tracing|]: {provider: jaeger}}}", "Field 'telemetry.tracing' is not supported yet.")]
    public void Reports_in_a_mesh(string spec, string message) => SpecText.AssertFindings(
        MeshBinder.Bind,
        $"apiVersion: meshgitops.io/v1alpha1\nkind: Mesh\nmetadata: {{name: acme}}\nspec: {spec}",
        message);

    [Theory]
    [InlineData("{requiredVersion: [|0.1|]}", "Field 'requiredVersion' must be a string, but is the number 0.1.")]
    [InlineData("{requiredVersion: [|'~0.1'|]}", "Field 'requiredVersion' must be a range of versions, but is '~0.1'.")]
    [InlineData("{virtualAddresses: {ipv4: [|240.0.0.1/10|]}}", "Field 'virtualAddresses.ipv4' must be an IPv4 range in CIDR form, but is '240.0.0.1/10'.")]
    [InlineData("{publish: {to: [|branch|]}}", "Field 'publish.to' must be one of 'Directory', 'Branch', but is 'branch'.")]
    [InlineData("{publish: {branch: [|-rendered|]}}", "The branch '-rendered' begins with '-', which git reads as an option.")]
    [InlineData("{publish: {branch: [|'env/{region}'|]}}", "The branch 'env/{region}' has a brace that is not of '{cluster}', the only placeholder.")]
    [InlineData("{publish: {branch: [|'{cluster}/{cluster}'|]}}", "The branch '{cluster}/{cluster}' has '{cluster}' more than once.")]
    [InlineData("{publish: {branch: [|'{cluster}.lock'|]}}", "The branch '{cluster}.lock' has a part that ends with '.lock'.")]
    [InlineData("{publish: {remote: [|'https://me:pass@git.test/a'|]}}", "Field 'publish.remote' has a user, a password or a query in its URL, which everybody could read.")]
    [InlineData("{publish: {remote: [|--upload-pack=touch|]}}", "Field 'publish.remote' must be the name of a git remote or a URL such as 'https://git.example.com/acme/mesh.git'.")]
    [InlineData("{publish: {remote: [|'ext::sh -c id'|]}}", "Field 'publish.remote' must be the name of a git remote or a URL such as 'https://git.example.com/acme/mesh.git'.")]
    [InlineData("{delivery: {revision: [|-x|]}}", "The revision '-x' begins with '-', which git reads as an option.")]
    [InlineData("{delivery: {repository: [|'ssh://git:pw@git.test/a'|]}}", "Field 'delivery.repository' has a user, a password or a query in its URL, which everybody could read.")]
    [InlineData("{delivery: {repository: [|'file:///srv/a'|]}}", "Field 'delivery.repository' must be a URL with https, http or ssh, such as 'https://git.example.com/acme/mesh.git' or 'ssh://git@git.example.com/acme/mesh.git'.")]
    [InlineData("{delivery: {argocd: {applications: [|AppSet|]}}}", "Field 'delivery.argocd.applications' must be one of 'ApplicationSet', 'PerCluster', but is 'AppSet'.")]
    [InlineData("{output: {layout: [|perCluster|]}}", "Field 'output.layout' must be one of 'PerService', 'PerCluster', but is 'perCluster'.")]
    public void Reports_in_a_workspace(string spec, string message) => SpecText.AssertFindings(
        WorkspaceBinder.Bind,
        $"apiVersion: meshgitops.io/v1alpha1\nkind: Workspace\nmetadata: {{name: acme}}\nspec: {spec}",
        message);

    [Fact]
    public void A_workspace_publishes_its_directory_to_the_origin_by_default()
    {
        var publish = new WorkspaceSpec().Publish;

        Assert.Equal(PublishTarget.Directory, publish.EffectiveTarget);
        Assert.Equal(("rendered", false), (publish.EffectiveBranch.Text, publish.EffectiveBranch.IsPerCluster));
        Assert.Equal("origin", publish.EffectiveRemote);
    }

    [Fact]
    public void The_default_branch_is_no_revision_of_its_own() =>
        Assert.Null(SpecText.BindCleanly(
            WorkspaceBinder.Bind,
            "apiVersion: meshgitops.io/v1alpha1\nkind: Workspace\nmetadata: {name: acme}\nspec: {delivery: {revision: HEAD}}").Delivery!.Revision);

    [Theory]
    [InlineData(">=0.1", "0.1.0", true)]
    [InlineData(">=0.1", "0.0.9", false)]
    [InlineData(">=0.1 <0.3", "0.2.7", true)]
    [InlineData(">=0.1 <0.3", "0.3.0", false)]
    [InlineData(">=0.1, <0.3", "0.2.0", true)]
    [InlineData("0.1", "0.1.9", true)]
    [InlineData("0.1", "0.10.0", false)]
    [InlineData("=0.1.2", "0.1.3", false)]
    [InlineData(">0.1", "0.1.5", false)]
    [InlineData(">0.1", "0.2.0", true)]
    [InlineData("<=0.1", "0.1.5", true)]
    [InlineData(">=0.2", "0.2.0-rc.1+abc", true)]
    [InlineData("1", "1.2.3", true)]
    public void Compares_versions_with_a_range(string range, string version, bool expected) =>
        Assert.Equal(expected, VersionRange.TryParse(range)!.Contains(version));

    [Theory]
    [InlineData("")]
    [InlineData(">=")]
    [InlineData("=>0.1")]
    [InlineData("0.1.2.3")]
    [InlineData("v0.1")]
    [InlineData("9999999")]
    public void Refuses_what_is_no_range(string range) => Assert.Null(VersionRange.TryParse(range));
}
