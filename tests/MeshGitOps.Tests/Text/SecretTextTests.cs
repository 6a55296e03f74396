using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Text;

public sealed class SecretTextTests
{
    [Theory]
    [InlineData("fetch https://user:hunter2@git.example.com/a.git failed", "fetch https://***@git.example.com/a.git failed")]
    [InlineData("fetch https://user:hun/t@er2@git.example.com/a.git failed", "fetch https://***@git.example.com/a.git failed")]
    [InlineData("fetch https://git.example.com:8443/a.git failed", "fetch https://git.example.com:8443/a.git failed")]
    [InlineData("Authorization: Bearer abc.def", "Authorization: ***")]
    [InlineData("token ghp_0123456789abcdefghij was refused", "token *** was refused")]
    [InlineData("'mesh/acme.yaml' is not there.", "'mesh/acme.yaml' is not there.")]
    [InlineData("see https://example.com/@scope", "see https://example.com/@scope")]
    public void Takes_out_what_looks_like_a_credential(string text, string expected) =>
        Assert.Equal(expected, SecretText.Redact(text));

    [Theory]
    [InlineData("value: https://user:hunter2@git.example.com/a.git", "value: https://************@git.example.com/a.git")]
    [InlineData("Authorization: Bearer abc.def", "Authorization: **************")]
    [InlineData("token ghp_0123456789abcdefghij here", "token ************************ here")]
    [InlineData("name: catalog", "name: catalog")]
    public void Masks_it_without_moving_what_follows(string text, string expected)
    {
        Assert.Equal(expected, SecretText.Mask(text));
        Assert.Equal(text.Length, SecretText.Mask(text).Length);
    }
}
