using MeshGitOps.Cli.Reporting;

namespace MeshGitOps.Tests.Cli;

public sealed class PathTreeTests
{
    [Fact]
    public void Names_each_folder_once()
    {
        Assert.Equal(
            """
              .meshgitops/
                east/
                  inventory  (new)
              clusters/
                east/
                  a.yaml
                  b/
                    c.yaml  (changed)
                west/
                  a.yaml  (removed)

            """,
            Tree(
                10,
                (".meshgitops/east/inventory", "new"),
                ("clusters/east/a.yaml", ""),
                ("clusters/east/b/c.yaml", "changed"),
                ("clusters/west/a.yaml", "removed")));
    }

    [Fact]
    public void Counts_what_is_over_the_limit() =>
        Assert.Equal("  a\n  ... and 2 more files (--all shows them)\n", Tree(1, ("a", ""), ("b", ""), ("c", "")));

    private static string Tree(int limit, params (string, string)[] paths)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        PathTree.Write(writer, [.. paths], limit);
        return writer.ToString();
    }
}
