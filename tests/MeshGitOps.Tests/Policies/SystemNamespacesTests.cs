using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Meshes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Policies;

public sealed class SystemNamespacesTests
{
    private static readonly ImmutableSortedDictionary<string, string> NoLabels = ImmutableSortedDictionary<string, string>.Empty;

    [Theory]
    [InlineData("kube-system", true)]
    [InlineData("kube-", true)]
    [InlineData("istio-system", true)]
    [InlineData("aks-istio-ingress", true)]
    [InlineData("vmware-system-tsm", true)]
    [InlineData("argocd", true)]
    [InlineData("argocd-apps", false)]
    [InlineData("my-kube-system", false)]
    [InlineData("istio", false)]
    [InlineData("default", false)]
    [InlineData("", false)]
    public void Excludes_what_the_built_in_list_names(string @namespace, bool expected) =>
        Assert.Equal(expected, SystemNamespaces.IsExcluded(@namespace, mesh: null));

    [Theory]
    [InlineData("legacy-shop", true)]
    [InlineData("a-tmp-b", true)]
    [InlineData("a-tmp", false)]
    [InlineData("shop-legacy", false)]
    [InlineData("kube-system", true)]
    public void Adds_the_patterns_of_the_Mesh(string @namespace, bool expected) =>
        Assert.Equal(expected, SystemNamespaces.IsExcluded(@namespace, Mesh("legacy-*", "*-tmp-*")));

    [Fact]
    public void Names_the_pattern_that_excludes()
    {
        Assert.Equal("legacy-*", SystemNamespaces.FindPattern("legacy-shop", Mesh("legacy-*")));
        Assert.Equal("kube-*", SystemNamespaces.FindPattern("kube-system", Mesh("kube-system")));
    }

    private static MeshSpec Mesh(params string[] excluded)
    {
        var location = new SourceText("mesh.yaml", "").Start;
        return new MeshSpec
        {
            Metadata = new SpecMetadata(new Located<string>("acme", location), NoLabels, NoLabels, location),
            ExcludedNamespaces = [.. excluded.Select(pattern => new Located<string>(pattern, location))],
        };
    }
}
