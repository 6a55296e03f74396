using System.Text;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Tests.Cases;
using MeshGitOps.Tests.Golden;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Examples;

/// <summary>Each example is a golden case: its committed output is what the sources render.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string> Names => [.. ExampleFiles.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Renders_the_committed_output(string example)
    {
        var result = GoldenCase.Run(ExampleFiles.Inputs(example));
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Severity == Severity.Error);
        var root = Repository.PathOf("examples", example, "rendered");
        if (GoldenFile.IsUpdating)
        {
            return;
        }

        var committed = Directory.GetFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(path => !path.EndsWith("/inventory", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        Assert.Equal(result.Tree.Files.Select(file => file.Path.Value), committed);
        foreach (var file in result.Tree.Files)
        {
            Assert.Equal(File.ReadAllText(Path.Combine(root, file.Path.Value)), Encoding.UTF8.GetString(file.Bytes.Span));
        }

        Assert.Equal(
            AddressLockFile.Write(result.Plan.Addresses),
            File.ReadAllText(Repository.PathOf("examples", example, "addresses.lock.yaml")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Says_what_is_expected_of_it(string example) =>
        GoldenFile.Verify(
            Repository.PathOf("tests", "MeshGitOps.Tests", "Examples", example), "txt", GoldenCase.Findings(GoldenCase.Run(ExampleFiles.Inputs(example))));

    [Theory]
    [MemberData(nameof(Names))]
    public void Carries_the_line_that_makes_editors_complete_it(string example)
    {
        foreach (var (path, text) in ExampleFiles.Inputs(example).Where(file => file.Value.Contains("apiVersion: meshgitops.io/", StringComparison.Ordinal)))
        {
            var first = text.Split('\n')[0];
            Assert.StartsWith("# yaml-language-server: $schema=", first, StringComparison.Ordinal);
            var schema = Path.Combine(Repository.PathOf("examples", example), Path.GetDirectoryName(path)!, first.Split('=')[1]);
            Assert.True(File.Exists(schema), $"{path} names a schema that is not there.");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Has_a_readme_of_one_screen(string example) =>
        Assert.InRange(File.ReadAllLines(Repository.PathOf("examples", example, "README.md")).Length, 10, 60);
}
