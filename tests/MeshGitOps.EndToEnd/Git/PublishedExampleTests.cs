using System.ComponentModel;
using System.Diagnostics;
using Xunit.Abstractions;

namespace MeshGitOps.EndToEnd.Git;

/// <summary><c>examples/acme-fitness</c> as its README says to deliver it, and what a person gets who applies the branch by hand.</summary>
public sealed class PublishedExampleTests(ITestOutputHelper output) : IDisposable
{
    private readonly ScratchRepository _source = new();
    private readonly ScratchRepository _remote = ScratchRepository.Bare();

    public void Dispose()
    {
        _source.Dispose();
        _remote.Dispose();
    }

    [Fact]
    public void The_branch_of_acme_fitness_is_checked_out_and_builds_and_is_up_to_date()
    {
        ExampleCopy.To(_source.Root, "acme-fitness");
        _source.Git("remote", "add", "origin", _remote.Root);
        _source.Commit();
        var publish = _source.Run("publish", "--push");
        Assert.True(publish.ExitCode == 0, publish.Output + publish.Error);

        var clone = _source.Beside("clone");
        _source.Git("clone", "--quiet", "--branch", "rendered", _remote.Root, clone);

        var check = _source.Run("render", "--check", "--output", clone);
        Assert.True(check.ExitCode == 0, check.Output + check.Error);
        Assert.Contains("is up to date", check.Output, StringComparison.Ordinal);
        Assert.Equal(ExampleCopy.Snapshot(Path.Combine(_source.Root, "rendered", "clusters")), ExampleCopy.Snapshot(Path.Combine(clone, "clusters")));
        foreach (var cluster in (string[])["aks", "eks"])
        {
            var folder = Path.Combine(clone, "clusters", cluster);
            if (Kustomize(folder) is { } built)
            {
                Assert.Equal(Kinds(ManifestsOf(folder)), Kinds(built));
            }
        }

        File.AppendAllText(Path.Combine(clone, "clusters", "eks", "gateway.yaml"), "# By hand.\n");
        Assert.Equal(4, _source.Run("render", "--check", "--output", clone).ExitCode);
    }

    private static string ManifestsOf(string folder) => string.Join("---\n", ExampleCopy.Files(folder)
        .Where(path => path != "kustomization.yaml")
        .Select(path => File.ReadAllText(Path.Combine(folder, path))));

    /// <summary>The kinds of the objects, each as often as it is there.</summary>
    private static IEnumerable<string> Kinds(string manifests) =>
        manifests.Split('\n').Where(line => line.StartsWith("kind: ", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Null, with the reason, where there is no kubectl.</summary>
    private string? Kustomize(string folder)
    {
        try
        {
            using var kubectl = Process.Start(new ProcessStartInfo("kubectl", ["kustomize", folder])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }) ?? throw new InvalidOperationException("kubectl did not start.");
            var errors = kubectl.StandardError.ReadToEndAsync();
            var built = kubectl.StandardOutput.ReadToEnd();
            kubectl.WaitForExit();
            Assert.True(kubectl.ExitCode == 0, errors.GetAwaiter().GetResult());
            return built;
        }
        catch (Win32Exception)
        {
            output.WriteLine("Not built: there is no kubectl.");
            return null;
        }
    }
}
