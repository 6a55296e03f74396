using MeshGitOps.Cli.Reporting;

namespace MeshGitOps.Tests.Cli;

public sealed class SecretTextTests
{
    [Theory]
    [InlineData("fetch https://user:hunter2@git.example.com/a.git failed", "fetch https://***@git.example.com/a.git failed")]
    [InlineData("Authorization: Bearer abc.def", "Authorization: ***")]
    [InlineData("token ghp_0123456789abcdefghij was refused", "token *** was refused")]
    [InlineData("'mesh/acme.yaml' is not there.", "'mesh/acme.yaml' is not there.")]
    [InlineData("see https://example.com/@scope", "see https://example.com/@scope")]
    public void Takes_out_what_looks_like_a_credential(string text, string expected) =>
        Assert.Equal(expected, SecretText.Redact(text));
}
