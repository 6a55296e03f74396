using System.Text.RegularExpressions;

namespace MeshGitOps.EndToEnd.Packaging;

/// <summary>What must hold of the <c>Dockerfile</c>, which no test builds.</summary>
public sealed class DockerfileTests
{
    /// <summary>One instruction a line, without comments.</summary>
    private static readonly List<string> Instructions =
    [
        .. Regex.Replace(File.ReadAllText(Path.Combine(ExampleCopy.Root, "Dockerfile")), @"\\\n *", "")
            .Split('\n')
            .Where(line => line.Length > 0 && !line.StartsWith('#')),
    ];

    [Fact]
    public void It_runs_the_program_as_a_user_that_is_not_root()
    {
        Assert.Matches("^USER [1-9][0-9]*:[1-9][0-9]*$", Assert.Single(Of("USER")));
        Assert.Equal("""ENTRYPOINT ["meshgitops"]""", Instructions[^1]);
        Assert.Equal("WORKDIR /workspace", Assert.Single(Of("WORKDIR")));
    }

    [Fact]
    public void It_downloads_nothing_but_packages_of_its_base_and_sets_no_secret()
    {
        Assert.Equal("FROM debian:12-slim", Assert.Single(Of("FROM")));
        Assert.Empty(Of("ADD"));
        Assert.DoesNotMatch("(?i)https?:|curl|wget|token|password|secret", string.Join('\n', Instructions));
        var run = Assert.Single(Of("RUN"));
        Assert.Contains("apt-get install --yes --no-install-recommends ca-certificates git openssh-client ", run, StringComparison.Ordinal);
        Assert.Contains("rm -rf /var/lib/apt/lists/*", run, StringComparison.Ordinal);
        Assert.Equal("ARG TARGETARCH", Assert.Single(Of("ARG")));
    }

    [Fact]
    public void Everything_it_copies_is_let_into_the_build_and_nothing_else_is()
    {
        var copied = Of("COPY").SelectMany(line => line.Split(' ')[2..^1]).Select(path => path.Replace("/${TARGETARCH}/meshgitops", "", StringComparison.Ordinal));
        var ignored = File.ReadAllLines(Path.Combine(ExampleCopy.Root, ".dockerignore")).Where(line => !line.StartsWith('#')).ToList();

        Assert.Equal("*", ignored[0]);
        Assert.Equal(copied.Order(StringComparer.Ordinal), ignored.Skip(1).Select(line => line.TrimStart('!')).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Of(string instruction) => Instructions.Where(line => line.StartsWith($"{instruction} ", StringComparison.Ordinal));
}
