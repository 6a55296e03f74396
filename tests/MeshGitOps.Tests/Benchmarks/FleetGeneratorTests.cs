using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MeshGitOps.Benchmarks;
using MeshGitOps.Tests.Cases;

namespace MeshGitOps.Tests.Benchmarks;

/// <summary>Figures of two commits can be compared only where the benchmarks measure the same bytes.</summary>
public sealed class FleetGeneratorTests
{
    [Fact]
    public void Writes_the_same_bytes_for_the_same_arguments()
    {
        var fleet = Files(folder => FleetGenerator.Write(folder, clusters: 4, services: 20));

        Assert.Equal((20 * 2) + 4 + 3, fleet.Count);
        Assert.Equal(fleet, Files(folder => FleetGenerator.Write(folder, clusters: 4, services: 20)));
        Assert.NotEqual(fleet, Files(folder => FleetGenerator.Write(folder, clusters: 4, services: 21)));
    }

    [Fact]
    public void Writes_the_bytes_that_the_committed_table_was_measured_with()
    {
        Assert.Equal("414789028cbc5c47aff7ff9c64528d3c1b46477c8ab0e65562055ce11be88608", Digest(Files(folder => FleetGenerator.Write(folder, clusters: 4, services: 20))));
        Assert.Equal("7d197f8cb82ec56436b3943fdd459fa3cd5c8e6596b8e618c9ea7bd659410a4a", Digest(Files(folder => FleetGenerator.WriteDocuments(folder, documents: 400))));
    }

    [Fact]
    public void Writes_the_same_bytes_in_any_culture()
    {
        var expected = Files(folder => FleetGenerator.Write(folder, clusters: 4, services: 20));
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
            Assert.Equal(expected, Files(folder => FleetGenerator.Write(folder, clusters: 4, services: 20)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Writes_a_fleet_in_which_every_cluster_calls_every_service()
    {
        var result = GoldenCase.Run(Files(folder => FleetGenerator.Write(folder, clusters: 4, services: 20)));

        Assert.Empty(result.Diagnostics);
        Assert.Equal([20, 20, 20, 20], result.Plan.Clusters.Select(cluster => cluster.ClientEntries.Length));
    }

    [Fact]
    public void Writes_documents_that_are_valid()
    {
        var result = GoldenCase.Run(Files(folder => FleetGenerator.WriteDocuments(folder, documents: 400)));

        Assert.Empty(result.Diagnostics);
        Assert.Equal(200, result.Plan.Hosts.Length);
    }

    private static SortedDictionary<string, string> Files(Action<string> write)
    {
        var folder = Directory.CreateTempSubdirectory("meshgitops-generator-").FullName;
        try
        {
            write(folder);
            var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            {
                files.Add(Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText(file));
            }

            return files;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Digest(SortedDictionary<string, string> files)
    {
        var text = string.Concat(files.Select(file => $"{file.Key}\n{file.Value}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
