using System.Globalization;
using System.Text;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Tests.Manifests;

public sealed class ManifestPartsTests
{
    [Fact]
    public void A_file_of_ordinary_size_is_one_part() =>
        Assert.Equal("# first\na: 1\n---\nb: 2\n", Assert.Single(ManifestParts.Of("a.yaml", "# first\na: 1\n---\nb: 2\n"u8)).Text);

    [Fact]
    public void A_file_that_is_larger_than_any_text_may_be_is_read_whole()
    {
        var text = new StringBuilder("# Generated\n");
        const int documents = 6000;
        for (var i = 0; i < documents; i++)
        {
            text.Append(i == 0 ? "" : "---\n").Append(CultureInfo.InvariantCulture, $"name: n{i}\ntext: |\n  {new string('x', 1000)}\n  ---\n");
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        Assert.True(bytes.Length > YamlLimits.TextLength);

        var (read, findings) = ManifestYamlReader.Read("client.yaml", bytes);

        Assert.Empty(findings);
        Assert.Equal(Enumerable.Range(0, documents).Select(i => $"n{i}"), read.Select(root => ((ManifestString)root["name"]!).Value));
        Assert.Equal(text.ToString(), string.Concat(ManifestParts.Of("client.yaml", bytes).Select(part => part.Text)));
    }

    [Fact]
    public void Bytes_without_documents_are_one_part()
    {
        var bytes = new byte[1_000_000];

        Assert.Equal(1_000_000, Assert.Single(ManifestParts.Of("a.yaml", bytes)).Text.Length);
        Assert.Equal("", Assert.Single(ManifestParts.Of("a.yaml", default)).Text);
    }
}
