using MeshGitOps.Cli.Reporting;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Cli;

public sealed class PathFilterTests
{
    private static readonly DiagnosticDescriptor Descriptor = new("MGO9999", "A test finding", Severity.Error, "");

    private static readonly Diagnostic InShop = At("fleet/apps/shop/a.yaml");

    private static readonly Diagnostic InMesh = Diagnostic.Create(
        Descriptor, At("fleet/mesh/acme.yaml").Location, "No.", null, new RelatedLocation(At("fleet/apps/cart/b.yaml").Location, "here"));

    [Theory]
    [InlineData("fleet/apps/shop", "fleet/apps/shop/a.yaml")]
    [InlineData("fleet/apps/shop/a.yaml", "fleet/apps/shop/a.yaml")]
    [InlineData("fleet/apps/sho", "")]
    [InlineData("fleet/apps/cart/b.yaml", "fleet/mesh/acme.yaml")]
    [InlineData("fleet/other fleet/apps", "fleet/apps/shop/a.yaml fleet/mesh/acme.yaml")]
    [InlineData("fleet", "fleet/apps/shop/a.yaml fleet/mesh/acme.yaml")]
    [InlineData("", "fleet/apps/shop/a.yaml fleet/mesh/acme.yaml")]
    public void Keeps_what_lies_at_a_path_or_speaks_of_it(string paths, string expected)
    {
        var kept = PathFilter.Apply([InShop, InMesh], [.. paths.Split(' ')], "fleet");

        Assert.Equal(expected, string.Join(' ', kept.Select(finding => finding.Location.Path)));
    }

    private static Diagnostic At(string path) => Diagnostic.Create(Descriptor, new SourceText(path, "").Start, "No.");
}
