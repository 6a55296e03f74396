using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Tests.Schemas;

public sealed class IstioAnnotationsTests
{
    [Fact]
    public void Lists_each_annotation_once_and_sorted()
    {
        Assert.Equal(IstioAnnotations.Names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), IstioAnnotations.Names);
        Assert.All(IstioAnnotations.Names, name => Assert.True(IstioAnnotations.IsIstio(name)));
        Assert.All(IstioAnnotations.All.Where(annotation => annotation.Instead is not null), annotation => Assert.True(annotation.IsDeprecated));
    }

    [Theory]
    [InlineData("istio.io/rev", true)]
    [InlineData("sidecar.istio.io/inject", true)]
    [InlineData("notistio.io/inject", false)]
    [InlineData("istio.io", false)]
    [InlineData("example.com/istio.io/a", false)]
    public void Knows_the_domain_of_istio(string name, bool expected) => Assert.Equal(expected, IstioAnnotations.IsIstio(name));
}
