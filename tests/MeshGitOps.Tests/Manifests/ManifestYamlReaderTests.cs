using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Manifests;

public sealed class ManifestYamlReaderTests
{
    [Fact]
    public void Reads_each_document_and_leaves_out_fields_without_a_value()
    {
        var (manifests, findings) = ManifestYamlReader.Read(
            "a.yaml",
            """
            # a comment
            kind: Namespace
            status:
            empty: ~
            ---
            number: 0x10
            text: '8443'
            is: true
            """u8);

        Assert.Empty(findings);
        Assert.Equal(2, manifests.Length);
        Assert.Equal(new ManifestField("kind", "Namespace"), Assert.Single(manifests[0].Fields));
        Assert.Equal<ManifestField>([new("number", 16), new("text", "8443"), new("is", true)], manifests[1].Fields);
    }

    [Theory]
    [InlineData("- a", "A manifest is a mapping, but this document is not.")]
    [InlineData("a: 1.5", "The value '1.5' is no string, boolean or integer of 64 bits.")]
    [InlineData("a: [~]", "The value '~' is no string, boolean or integer of 64 bits.")]
    [InlineData("a: 99999999999999999999", "The value '99999999999999999999' is no string, boolean or integer of 64 bits.")]
    public void Reports_what_could_not_be_written_again(string text, string message)
    {
        var finding = Assert.Single(ManifestYamlReader.Read(new SourceText("a.yaml", text)).Diagnostics);

        Assert.Equal("MGO4001", finding.Id);
        Assert.Equal(message, finding.Message);
    }

    [Fact]
    public void Reports_text_that_is_no_yaml() =>
        Assert.NotEmpty(ManifestYamlReader.Read(new SourceText("a.yaml", "a: [")).Diagnostics);
}
