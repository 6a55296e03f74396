using System.Text;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Workspace;

namespace MeshGitOps.EndToEnd.Output;

/// <summary>Two trees that differ in every way (added, changed, removed files, folders and clusters), written in turn.</summary>
internal static class OutputWriter
{
    /// <summary>Until the process is killed; says <c>ready</c> once warm.</summary>
    public static void WriteForEver(string directory)
    {
        Write(directory, Tree(0), null);
        Write(directory, Tree(1), null);
        Console.Out.WriteLine("ready");
        Console.Out.Flush();
        for (var generation = 0; ; generation = 1 - generation)
        {
            Write(directory, Tree(generation), null);
        }
    }

    public static void Write(string directory, OutputTree tree, Action<string>? afterStep)
    {
        var opened = OutputFolder.Open(directory, "rendered");
        Assert.Empty(opened.Diagnostics);
        var folder = opened.Value!;
        var compared = folder.Compare(tree);
        Assert.Empty(compared.Diagnostics);
        Assert.Empty(compared.Value.HandEdited);
        folder.AfterStep = afterStep;
        Assert.Empty(folder.Apply(compared.Value));
    }

    public static OutputTree Tree(int generation)
    {
        var files = new List<OutputFile>();
        foreach (var cluster in generation == 0 ? new[] { "aws", "gke" } : ["aks", "aws"])
        {
            for (var i = 0; i < 30; i++)
            {
                var folder = i % 3 == 0 ? $"only-{generation}" : "both";
                Add(files, cluster, $"clusters/{cluster}/{folder}/f{i + (i % 5 == 0 ? generation * 100 : 0)}.yaml", i % 2 == 0 ? generation : 7);
            }

            Add(files, cluster, $".meshgitops/{cluster}/values.yaml", generation);
        }

        return new OutputTree([.. files.OrderBy(file => file.Path.Value, StringComparer.Ordinal)]);
    }

    private static void Add(List<OutputFile> files, string cluster, string path, int content) => files.Add(new OutputFile(
        OutputPath.Create(path), cluster, Encoding.UTF8.GetBytes($"{path}: {content}\n{new string('x', 500)}\n"), "mesh/a.yaml", OutputSharing.Owned));
}
