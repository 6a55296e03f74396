using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Cli;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Tests.Cases;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Determinism;

/// <summary>The same input gives the same bytes.</summary>
public sealed class DeterminismTests
{
    public static TheoryData<string> Examples => [.. ExampleFiles.Names];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Renders_the_same_with_1_and_16_threads(string example)
    {
        var files = ExampleFiles.Inputs(example);
        Assert.Equal(Everything(GoldenCase.Run(files, maxParallelism: 1)), Everything(GoldenCase.Run(files, maxParallelism: 16)));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Renders_the_same_in_any_order_of_files(string example)
    {
        var files = ExampleFiles.Inputs(example);
        var expected = Everything(GoldenCase.Run(files));
        for (var seed = 1; seed <= 5; seed++)
        {
            var shuffled = new ShuffledFolder(new InMemorySourceFolder(files), seed);
            Assert.Equal(expected, Everything(Pipeline.Run(shuffled, new PipelineOptions { MaxParallelism = 2 })));
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Renders_the_same_from_inputs_with_windows_line_ends(string example)
    {
        var files = ExampleFiles.Inputs(example);
        var windows = files.Select(file => KeyValuePair.Create(file.Key, file.Value.ReplaceLineEndings("\r\n")));
        Assert.Equal(GoldenCase.Output(GoldenCase.Run(files)), GoldenCase.Output(GoldenCase.Run(windows)));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Renders_the_same_in_any_culture(string example)
    {
        var files = ExampleFiles.Inputs(example);
        var expected = Everything(GoldenCase.Run(files));
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in new[] { "tr-TR", "de-DE", "ar-SA" })
            {
                CultureInfo.CurrentCulture = new CultureInfo(culture);
                Assert.Equal(expected, Everything(GoldenCase.Run(files, maxParallelism: 1)));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Renders_the_same_in_another_folder_of_a_repository(string example)
    {
        var files = ExampleFiles.Inputs(example);
        var deep = files.Select(file => KeyValuePair.Create($"teams/mesh/{file.Key}", file.Value));
        var there = Pipeline.Run(new InMemorySourceFolder(deep), new PipelineOptions { StartFolder = "teams/mesh", MaxParallelism = 2 });
        var here = GoldenCase.Run(files);
        Assert.Equal(
            here.Tree.Files.Select(file => (file.Path.Value, Convert.ToHexString(file.Bytes.Span))),
            there.Tree.Files.Select(file => (file.Path.Value, Convert.ToHexString(file.Bytes.Span))));
    }

    [Fact]
    public void The_tests_of_cultures_see_a_real_one() =>
        Assert.Equal("1,5", 1.5.ToString(new CultureInfo("de-DE")));

    private static string Everything(PipelineResult result) => GoldenCase.Findings(result) + GoldenCase.Output(result);

    /// <summary>A folder that lists its files in another order than the promised one.</summary>
    private sealed class ShuffledFolder(ISourceFolder folder, int seed) : ISourceFolder
    {
        public SourceEntry EntryAt(string path) => folder.EntryAt(path);

        public ImmutableArray<string> FilesBelow(string path)
        {
            var files = folder.FilesBelow(path).ToArray();
            new Random(seed).Shuffle(files);
            return [.. files];
        }

        public Diagnosed<SourceText?> Read(string path, SourceLocation? cause) => folder.Read(path, cause);
    }
}
