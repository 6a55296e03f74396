namespace MeshGitOps.Tests.Planning;

public sealed class IstioVersionTests
{
    [Theory]
    [InlineData("1.30", "v1", true)]
    [InlineData("1.22", "v1", true)]
    [InlineData("1.21.9", "v1beta1", true)]
    [InlineData("1.14", "v1beta1", true)]
    [InlineData("1.13", "v1beta1", false)]
    [InlineData("1.8.6", "v1beta1", false)]
    public void Renders_what_the_version_of_the_cluster_serves(string version, string api, bool hasLeastRequest)
    {
        var fleet = new TextFleet()
            .Cluster("a", "us-west-1", $"  version: \"{version}\"\n")
            .Cluster("b", "westeurope")
            .GlobalNamespace()
            .In("a", TextFleet.App("catalog"))
            .In("b", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        var text = fleet.Rendered("clusters/a/mesh-acme/catalog.acme.example.com.yaml");
        Assert.Equal(5, text.Split($"apiVersion: networking.istio.io/{api}\n").Length);
        Assert.Equal(hasLeastRequest, text.Contains("LEAST_REQUEST", StringComparison.Ordinal));
        Assert.Contains("localityLbSetting", text, StringComparison.Ordinal);
        Assert.Contains($"apiVersion: security.istio.io/{api}\n", fleet.Rendered("clusters/a/mesh-acme/peer-authentication.yaml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.8", true)]
    [InlineData("1.9", true)]
    [InlineData("1.8.5", true)]
    [InlineData("1.9.4", true)]
    [InlineData("1.9.5", false)]
    [InlineData("1.10", false)]
    [InlineData("1.7.8", true)]
    public void EastWest_needs_a_version_that_sees_servers_of_a_host(string version, bool isRefused) =>
        Assert.Equal(
            isRefused,
            new TextFleet().Cluster("a", "us-west-1", $"  version: \"{version}\"\n").GlobalNamespace().Run().Ids.Contains("MGO3002"));
}
