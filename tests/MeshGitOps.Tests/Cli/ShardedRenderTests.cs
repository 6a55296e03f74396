using System.Text;
using System.Text.RegularExpressions;
using MeshGitOps.Benchmarks;
using MeshGitOps.Cli;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Cli;

/// <summary><c>render --shard</c>: all shards together leave what one run leaves, and say what it says.</summary>
public sealed class ShardedRenderTests : IDisposable
{
    private static readonly int[] Counts = [1, 2, 3, 7];

    private readonly List<TemporaryFolder> _folders = [];

    public static TheoryData<string> Examples => [.. ExampleFiles.Names];

    public void Dispose() => _folders.ForEach(folder => folder.Dispose());

    [Theory]
    [MemberData(nameof(Examples))]
    public void Shards_of_an_example_are_one_run(string example)
    {
        var files = ExampleFiles.Inputs(example).Where(file => file.Key != "addresses.lock.yaml").ToList();
        var whole = Pipeline.Run(new InMemorySourceFolder(files), new PipelineOptions());

        Assert.NotEmpty(whole.Tree.Files);
        foreach (var count in Counts)
        {
            var shards = Enumerable.Range(0, count)
                .Select(index => Pipeline.Run(new InMemorySourceFolder(files), new PipelineOptions { Shard = new Shard(index, count) }))
                .ToList();
            Assert.Equal(
                whole.Tree.Files.Select(Shown),
                shards.SelectMany(shard => shard.Tree.Files).OrderBy(file => file.Path).Select(Shown));
            Assert.All(shards, shard => Assert.Equal(AddressLockFile.Write(whole.Plan.Addresses), AddressLockFile.Write(shard.Plan.Addresses)));
        }

        static string Shown(OutputFile file) => $"{file.Path} {file.Cluster} {file.Sharing} {file.Origin}\n{Encoding.UTF8.GetString(file.Bytes.Span)}";
    }

    [Fact]
    public void Shards_of_a_generated_fleet_copied_over_each_other_are_one_run()
    {
        var files = Generated(clusters: 12, services: 12);
        var whole = Rendered(files);

        Assert.All(Counts, count => Assert.Equal(whole, Copied(Shards(files, count))));
    }

    [Theory]
    [InlineData("PerService")]
    [InlineData("PerCluster")]
    public void The_changes_of_shards_to_an_older_output_are_those_of_one_run(string layout)
    {
        var before = Rendered(Generated(clusters: 12, services: 12), layout);
        var files = Changed(before);
        var whole = Rendered(files, layout);
        Assert.Contains(before.Keys, IsOfTheRemovedCluster);
        Assert.DoesNotContain(whole.Keys, IsOfTheRemovedCluster);

        foreach (var count in Counts)
        {
            var shards = Shards(files, count, layout);
            var joined = new SortedDictionary<string, string>(files, StringComparer.Ordinal);
            var touched = new HashSet<string>(StringComparer.Ordinal) { "addresses.lock.yaml" };
            foreach (var shard in shards)
            {
                foreach (var path in files.Keys.Union(shard.Keys).Where(path => files.GetValueOrDefault(path) != shard.GetValueOrDefault(path)))
                {
                    Assert.True(touched.Add(path) || path == "addresses.lock.yaml", path);
                    if (shard.TryGetValue(path, out var text))
                    {
                        joined[path] = text;
                    }
                    else
                    {
                        joined.Remove(path);
                    }
                }
            }

            Assert.Equal(whole, joined);
        }

        static bool IsOfTheRemovedCluster(string path) => path.StartsWith("rendered/clusters/cluster-0005/mesh-shop/", StringComparison.Ordinal);
    }

    [Fact]
    public void Shards_one_after_the_other_in_one_folder_are_one_run()
    {
        var before = Rendered(Generated(clusters: 12, services: 12));
        var whole = Rendered(Changed(before));
        var folder = FolderWith(Changed(before));

        Assert.Equal(4, CommandRun.In(folder.Path, "render", "--check").ExitCode);
        for (var index = 0; index < 3; index++)
        {
            Assert.Equal(4, CommandRun.In(folder.Path, "render", "--check", "--shard", $"{index}/3").ExitCode);
            Assert.Equal(0, CommandRun.In(folder.Path, "render", "--shard", $"{index}/3").ExitCode);
            Assert.Equal(0, CommandRun.In(folder.Path, "render", "--check", "--shard", $"{index}/3").ExitCode);
        }

        Assert.Equal(whole, Contents(folder));
        Assert.Equal(0, CommandRun.In(folder.Path, "render", "--check").ExitCode);
    }

    [Fact]
    public void Looks_at_the_files_of_its_own_clusters_only()
    {
        var folder = FolderWith(Rendered(Generated(clusters: 4, services: 5)));
        var other = Enumerable.Range(0, 4).Select(number => $"cluster-000{number}").First(cluster => !new Shard(0, 2).Holds(cluster));
        folder.Write($"rendered/clusters/{other}/gateway.yaml", "edited by hand");
        folder.Write($"rendered/.meshgitops/{other}/inventory", "<<<<<<< a merge that somebody left");

        var mine = CommandRun.In(folder.Path, "render", "--shard", "0/2");
        var theirs = CommandRun.In(folder.Path, "render", "--shard", "1/2");

        Assert.True(mine.ExitCode == 0, mine.Output);
        Assert.Matches(@"\nShard 0/2 renders \d of 4 clusters\.\n", "\n" + mine.Output);
        Assert.Equal(1, theirs.ExitCode);
        Assert.Contains("MGO6021", theirs.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Plans_the_whole_fleet_in_every_shard()
    {
        var files = Generated(clusters: 4, services: 5);
        var whole = Rendered(files);

        Assert.All(Shards(files, 50), shard => Assert.Equal(whole["addresses.lock.yaml"], shard["addresses.lock.yaml"]));
    }

    [Theory]
    [InlineData("2/2", "Option '--shard' takes an INDEX from 0 to 1 of 2 shards, but is '2/2'.")]
    [InlineData("two", "Option '--shard' takes INDEX/COUNT, as 0/4, but is 'two'.")]
    public void Refuses_what_is_no_shard(string written, string expected)
    {
        var run = CommandRun.In(FolderWith(Generated(clusters: 2, services: 1)).Path, "render", "--shard", written);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    private SortedDictionary<string, string> Changed(IEnumerable<KeyValuePair<string, string>> rendered)
    {
        var files = new SortedDictionary<string, string>(rendered.ToDictionary(), StringComparer.Ordinal);
        files.Remove("mesh/clusters/cluster-0005.yaml");
        foreach (var path in files.Keys.Where(path => path.StartsWith("apps/cluster-0005/", StringComparison.Ordinal)).ToList())
        {
            files.Remove(path);
        }

        foreach (var path in new[] { "apps/cluster-0001/service-0001.yaml", "apps/cluster-0010/service-0001.yaml" })
        {
            files[path] = files[path].Replace("port: 8080\n    targetPort", "port: 8081\n    targetPort", StringComparison.Ordinal);
        }

        files["apps/cluster-0007/new.yaml"] = files["apps/cluster-0002/service-0002.yaml"].Replace("service-0002", "service-9999", StringComparison.Ordinal);
        return files;
    }

    private SortedDictionary<string, string> Generated(int clusters, int services)
    {
        var folder = Folder();
        FleetGenerator.Write(folder.Path, clusters, services);
        return Contents(folder);
    }

    private SortedDictionary<string, string> Rendered(IReadOnlyDictionary<string, string> files, string layout = "PerService") =>
        Run(files, layout);

    private List<SortedDictionary<string, string>> Shards(IReadOnlyDictionary<string, string> files, int count, string layout = "PerService") =>
        [.. Enumerable.Range(0, count).Select(index => Run(files, layout, "--shard", $"{index}/{count}"))];

    private SortedDictionary<string, string> Run(IReadOnlyDictionary<string, string> files, string layout, params string[] arguments)
    {
        var folder = FolderWith(files);
        if (layout == "PerCluster")
        {
            folder.Write("meshgitops.yaml", Regex.Replace(files["meshgitops.yaml"], @"spec:\n( *)specs", "spec:\n$1output: {layout: PerCluster}\n$1specs"));
        }

        var run = CommandRun.In(folder.Path, ["render", .. arguments]);
        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        return Contents(folder);
    }

    private static SortedDictionary<string, string> Copied(IEnumerable<SortedDictionary<string, string>> folders)
    {
        var copied = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, text) in folders.SelectMany(folder => folder))
        {
            copied[path] = text;
        }

        return copied;
    }

    private static SortedDictionary<string, string> Contents(TemporaryFolder folder) =>
        new(folder.Files().ToDictionary(path => path, folder.Read), StringComparer.Ordinal);

    private TemporaryFolder FolderWith(IEnumerable<KeyValuePair<string, string>> files)
    {
        var folder = Folder();
        foreach (var (path, text) in files)
        {
            folder.Write(path, text);
        }

        return folder;
    }

    private TemporaryFolder Folder()
    {
        var folder = new TemporaryFolder();
        _folders.Add(folder);
        return folder;
    }
}
