using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Workspace;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Tests.Workspace.Git;

/// <summary>What is checked out and the commit of it are the same to whoever reads them, down to the wording of the findings.</summary>
public sealed class CommitAndDiskTests
{
    /// <summary>Paths that are asked for in every layout, beside all that lie in it.</summary>
    private static readonly ImmutableArray<string> OddPaths =
    [
        "", ".", "./", "a", "a/", "a/..", "a/../a", "..", "../", "../x", "a/../../x", "/", "/etc/hostname", ".git", ".git/config", ".GIT/config",
        "a/.git/config", "none", "none/../a", "none/x", "a.yaml/x", "a.yaml/..", "a\0b", "a//b", new string('x', 1000), new string('x', 5000),
    ];

    private static readonly Dictionary<string, Action<TemporaryFolder>> Layouts = new(StringComparer.Ordinal)
    {
        ["folders that are listed and passed over"] = files => files
            .Write("b.yaml", "b: 1").Write("a/c.yaml", "").Write("a-b.yaml", "").Write("a.yaml", "a").Write("Z.yaml", "").Write("a/b/c/d.yaml", "d: 1")
            .Write("node_modules/x.yaml", "").Write(".cache/x.yaml", "").Write("a/.hidden.yaml", "").Write("a/node_modules/y.yaml", "").Write(".github/z.yaml", "z: 1"),
        ["encodings"] = files => files
            .WriteBytes("bom.yaml", [0xEF, 0xBB, 0xBF, .. "ä: 1"u8]).Write("plain.yaml", "ä: 1").Write("empty.yaml", "").Write("crlf.yaml", "a: 1\r\nb: 2\r\n")
            .WriteBytes("utf16-le.yaml", [0xFF, 0xFE, 0x61, 0x00]).WriteBytes("utf16-be.yaml", [0xFE, 0xFF, 0x00, 0x61]).WriteBytes("zero.yaml", [0x61, 0x00])
            .WriteBytes("latin.yaml", [.. "a: 1\nä: "u8, 0xC3, 0x28]),
        ["sizes"] = files => files
            .WriteBytes("large.yaml", new byte[SpecFolder.MaxFileBytes + 1]).Write("fits.yaml", new string('#', SpecFolder.MaxFileBytes)),
        ["names"] = files => files
            .Write("with space/a b.yaml", "1").Write("quote\"'.yaml", "2").Write("new\nline/tab\t.yaml", "3").Write("ünï/cödé-日本.yaml", "4").Write("😀.yaml", "5")
            .Write("\uFF21.yaml", "5").Write("-dash.yaml", "6").Write("--help", "7").Write("*.yaml", "8").Write("back\\slash.yaml", "9").Write("\u001b[31mred.yaml", "10")
            .Write("a.b/x.yaml", "").Write("a/x.yaml", "").Write("a-b/x.yaml", ""),
        ["links that lead out"] = files => files
            .Write("a.yaml", "a: 1").Write("mesh/x.yaml", "")
            .Link("direct.yaml", "../repo-evil/secret.yaml").Link("system.yaml", "/etc/hostname").Link("folder", "../repo-evil").Link("out-and-in.yaml", "../repo/a.yaml")
            .Link("chain1.yaml", "mesh/chain2.yaml").Link("mesh/chain2.yaml", "../direct.yaml").Link("config.yaml", ".git/config").Link("deep/up.yaml", "../../../../../etc/passwd")
            .Link("dots.yaml", "mesh/../../repo/a.yaml").Link("root", "/").Link("parent", "..").Link(".hidden", "../repo-evil").Link("git", ".git"),
        ["links inside"] = files => files
            .Write("common/a.yaml", "a: 1").Write("common/deep/b.yaml", "b: 1").Write("a.yaml", "")
            .Link("apps/one/a.yaml", "../../common/a.yaml").Link("apps/two", "../common").Link("apps/three.yaml", "two/deep/b.yaml").Link("apps/four", "./two/./deep/")
            .Link("apps/five", "../apps/../common/deep/..").Link("dangling.yaml", "nowhere.yaml").Link("through-file", "a.yaml/x").Link("to-root", ".")
            .Link("node_modules", "common").Link(".dot", "common").Link("visible", ".github").Write(".github/y.yaml", "y: 1"),
        ["loops"] = files => files
            .Write("a/x.yaml", "").Link("a/up", "..").Link("a/self", "self").Link("b", "a").Link("a/b", "../b").Link("ping", "pong").Link("pong", "ping"),
        ["chains of ten and eleven"] = files => Enumerable.Range(0, 12).Aggregate(
            files.Write("l0", "end: 1"), (all, i) => all.Link($"l{i + 1}", $"l{i}")),
        ["many links between folders"] = files => Enumerable.Range(0, 40).Aggregate(
            files, (all, i) => all.Write($"d{i}/x.yaml", "").Link($"d{i}/l1", $"../d{(i + 1) % 40}").Link($"d{i}/l2", $"../d{(i + 1) % 40}")),
    };

    public static TheoryData<string> Names => [.. Layouts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_the_same(string layout)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Links need a privilege there, and the names are no names.
        }

        using var scratch = new TemporaryRepository();
        Layouts[layout](scratch.Files);
        var (opened, findings) = GitSpecFolder.Open(scratch.Open(), scratch.Commit(), "");
        Assert.Empty(findings);
        using var commit = opened!;
        var disk = SpecFolder.Open(scratch.Root).Value!;

        Assert.NotEmpty(disk.FilesBelow(""));
        Assert.All(OddPaths.Concat(PathsOf(scratch)).Distinct(StringComparer.Ordinal), path =>
        {
            Assert.Equal(disk.EntryAt(path), commit.EntryAt(path));
            Assert.Equal(disk.FilesBelow(path).ToArray(), commit.FilesBelow(path).ToArray());
            var (onDisk, inCommit) = (disk.Read(path, null), commit.Read(path, null));
            Assert.Equal(onDisk.Value?.Text, inCommit.Value?.Text);
            Assert.Equal(onDisk.Diagnostics.Select(Said), inCommit.Diagnostics.Select(Said));
        });
        Assert.Equal(disk.ListingDiagnostics().Select(Said), commit.ListingDiagnostics().Select(Said));
    }

    [Fact]
    public void Stop_at_the_same_total()
    {
        using var scratch = new TemporaryRepository();
        scratch.Files.Write("a.yaml", "1234").Write("b.yaml", "1234").Write("c.yaml", "1234").Write("d.yaml", "1234");
        using var commit = GitSpecFolder.Open(scratch.Open(), scratch.Commit(), "", maxTotalBytes: 8, maxEntries: 10).Value!;
        var disk = new SpecFolder(scratch.Root, "", maxTotalBytes: 8);

        foreach (var path in new[] { "a.yaml", "a.yaml", "b.yaml", "c.yaml", "d.yaml" })
        {
            Assert.Equal(disk.Read(path, null).Diagnostics.Select(Said), commit.Read(path, null).Diagnostics.Select(Said));
        }

        Assert.Null(commit.Read("d.yaml", null).Value);
    }

    /// <summary>Every file and link, also those that no listing shows, their folders, and what would lie below and above them.</summary>
    private static IEnumerable<string> PathsOf(TemporaryRepository scratch) =>
        scratch.Git("ls-files", "-z").Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(path => new[] { path, SourcePaths.FolderOf(path), $"{path}/x.yaml", $"{path}/..", $"{path}/a.yaml" });

    private static string Said(Diagnostic finding) => $"{finding.Id} {finding.Location} {finding.Message} {finding.Help}";
}
