using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Tests.Schemas;

public sealed class IstioHostNameTests
{
    [Theory]
    [InlineData("catalog", true)]
    [InlineData("catalog.shop.svc.cluster.local", true)]
    [InlineData("Catalog.Example.COM.", true)]
    [InlineData("a.1b", true)]
    [InlineData("192.0.2.1", false)]
    [InlineData("a.12", false)]
    [InlineData("a..b", false)]
    [InlineData("a_b.example.com", false)]
    [InlineData("-a.example.com", false)]
    [InlineData("a:80", false)]
    [InlineData("", false)]
    [InlineData("*.example.com", false)]
    public void Knows_full_names(string host, bool expected) => Assert.Equal(expected, IstioHostName.IsFullName(host));

    [Fact]
    public void Limits_names_to_255_characters_and_labels_to_63()
    {
        var label = new string('a', 63);

        Assert.True(IstioHostName.IsFullName($"{label}.{label}.{label}.{new string('b', 63)}"));
        Assert.False(IstioHostName.IsFullName($"{label}.{label}.{label}.{label}.b"));
        Assert.False(IstioHostName.IsFullName($"{label}a.example.com"));
        Assert.False(IstioHostName.IsFullNameOrWildcard($"*.{label}.{label}.{label}.{label}"));
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("*.com", true)]
    [InlineData("*.example.com", true)]
    [InlineData("*-api.example.com", true)]
    [InlineData("*api.example.com", true)]
    [InlineData("catalog", true)]
    [InlineData("a.*.com", false)]
    [InlineData("*.*.com", false)]
    [InlineData("api*.com", false)]
    [InlineData("**.com", false)]
    [InlineData("*.12", false)]
    [InlineData("*.", false)]
    public void Knows_wildcards(string host, bool expected) => Assert.Equal(expected, IstioHostName.IsFullNameOrWildcard(host));

    [Theory]
    [InlineData("*", false)]
    [InlineData("*.example.com", false)]
    [InlineData("*a.example.com", true)]
    [InlineData("*-a.example.com", true)]
    [InlineData("a.example.com", false)]
    public void Knows_partial_wildcards(string host, bool expected) => Assert.Equal(expected, IstioHostName.HasPartialWildcard(host));
}
