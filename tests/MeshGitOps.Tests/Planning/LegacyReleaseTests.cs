using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Tests.Planning;

public sealed class LegacyReleaseTests
{
    [Theory]
    [InlineData("1.0", false)]
    [InlineData("1.0.9", false)]
    [InlineData("1.1", true)]
    [InlineData("1.1.9", true)]
    [InlineData("1.7", true)]
    [InlineData("1.8.5", true)]
    [InlineData("1.8.6", false)]
    [InlineData("1.9.0", true)]
    [InlineData("1.9.4", true)]
    [InlineData("1.9.5", false)]
    [InlineData("1.10", false)]
    [InlineData("1.26", false)]
    [InlineData("2.1", false)]
    public void Ends_where_the_gateways_were_repaired(string version, bool includes) =>
        Assert.Equal(includes, LegacyRelease.Includes(IstioVersion.TryParse(version)!.Value));

    [Theory]
    [InlineData("1.7", false)]
    [InlineData("1.8", true)]
    [InlineData("1.8.0", false)]
    [InlineData("1.9", true)]
    [InlineData("1.10", false)]
    public void Needs_the_patch_where_it_decides(string version, bool needsPatch) =>
        Assert.Equal(needsPatch, LegacyRelease.NeedsPatch(IstioVersion.TryParse(version)!.Value));
}
