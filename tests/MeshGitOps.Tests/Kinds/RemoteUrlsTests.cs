using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Workspaces;

namespace MeshGitOps.Tests.Kinds;

public sealed class RemoteUrlsTests
{
    [Theory]
    [InlineData("https://git.example.com/acme/mesh.git")]
    [InlineData("http://10.0.0.1:8080/mesh")]
    [InlineData("https://[2001:db8::1]:8443/mesh")]
    [InlineData("ssh://git@git.example.com/acme/mesh.git")]
    [InlineData("ssh://git@git.example.com:2222/~acme/mesh")]
    public void Takes_repositories(string url)
    {
        Assert.False(RemoteUrls.MayHoldSecret(url));
        Assert.True(RemoteUrls.IsUrl(url, RemoteUrls.RepositorySchemes));
    }

    [Theory]
    [InlineData("git.example.com/acme")]
    [InlineData("https:/git.example.com")]
    [InlineData("https://")]
    [InlineData("https:///acme")]
    [InlineData("https://-o/acme")]
    [InlineData("https://a b/acme")]
    [InlineData("https://git.example.com:0/acme")]
    [InlineData("https://git.example.com:99999/acme")]
    [InlineData("https://git.example.com/a\nb")]
    [InlineData("https://git.example.com/{{.x}}")]
    [InlineData("https://[git]/acme")]
    [InlineData("ext::sh -c id")]
    [InlineData("file:///etc")]
    [InlineData("HTTPS://git.example.com/acme")]
    [InlineData("git@git.example.com:acme/mesh.git")]
    public void Refuses_what_is_no_url_of_a_repository(string url) =>
        Assert.False(RemoteUrls.IsUrl(url, RemoteUrls.RepositorySchemes));

    [Theory]
    [InlineData("https://token@git.example.com/acme")]
    [InlineData("https://me:pa/ss@git.example.com/acme")]
    [InlineData("https://me:p@ss@git.example.com/acme")]
    [InlineData("ssh://git:pass@git.example.com/acme")]
    [InlineData("oci://me@registry.example.com/acme")]
    [InlineData("https://git.example.com/acme?access_token=abc")]
    [InlineData("https://git.example.com/acme#abc")]
    [InlineData("me:pass@git.example.com/acme")]
    [InlineData("https:/me:pass@git.example.com")]
    public void Sees_where_a_credential_may_be(string url) => Assert.True(RemoteUrls.MayHoldSecret(url));

    [Theory]
    [InlineData("origin", true)]
    [InlineData("my/remote", true)]
    [InlineData("git@git.example.com:acme/mesh.git", true)]
    [InlineData("file:///srv/mesh.git", true)]
    [InlineData("git://git.example.com/mesh.git", true)]
    [InlineData("-origin", false)]
    [InlineData("-git@host:path", false)]
    [InlineData("a b", false)]
    [InlineData("git@-o:path", false)]
    [InlineData("ext::sh", false)]
    [InlineData("../other", false)]
    public void Knows_remotes(string remote, bool expected) => Assert.Equal(expected, PublishBinder.IsRemote(remote));

    [Theory]
    [InlineData("oci://registry.example.com/acme/mesh", true)]
    [InlineData("oci://registry.example.com:5000/mesh", true)]
    [InlineData("oci://registry.example.com", false)]
    [InlineData("oci://registry.example.com/", false)]
    [InlineData("oci://registry.example.com/mesh:latest", false)]
    [InlineData("oci://registry.example.com/mesh@sha256:ab", false)]
    public void Knows_repositories_of_a_registry(string url, bool expected) =>
        Assert.Equal(expected, RemoteUrls.HasPathWithoutTag(url));
}
