using System.Text;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Tests.Cases;
using MeshGitOps.Tests.Cli;

namespace MeshGitOps.Tests.Simulation;

/// <summary>A workspace in memory, rendered, as a fleet.</summary>
internal static class LegacyFleets
{
    /// <summary>The sources and their output in a folder, for <see cref="FleetFolder"/> to read.</summary>
    public static WrittenFleet Write(IReadOnlyDictionary<string, string> files)
    {
        var result = GoldenCase.Run(files);
        Assert.DoesNotContain(result.Diagnostics, finding => finding.Severity == Severity.Error);
        var folder = new TemporaryFolder();
        foreach (var (path, text) in files)
        {
            folder.Write(path, text);
        }

        foreach (var file in result.Tree.Files)
        {
            folder.Write($"rendered/{file.Path.Value}", Encoding.UTF8.GetString(file.Bytes.Span));
        }

        return new WrittenFleet(folder);
    }
}

internal sealed class WrittenFleet(TemporaryFolder folder) : IDisposable
{
    public Fleet Read() => FleetFolder.Read(folder.Path);

    public void Dispose() => folder.Dispose();
}
