using System.IO.Compression;
using System.Xml.Linq;

namespace MeshGitOps.EndToEnd.Packaging;

/// <summary>The .NET tool as somebody installs it who has its file and the runtime, and no network.</summary>
public sealed class ToolPackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meshgitops-tool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Installs_into_an_empty_folder_without_any_package_source_and_runs()
    {
        var package = ToolPackage.PackTo(Path.Combine(_folder, "packed"));
        AssertDescribesItself(package);

        var config = Path.Combine(_folder, "NuGet.config");
        File.WriteAllText(config, """
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="packed" />
              </packageSources>
              <fallbackPackageFolders>
                <clear />
              </fallbackPackageFolders>
            </configuration>
            """);
        ExampleCopy.To(Path.Combine(_folder, "mesh"), "acme-fitness");
        Directory.CreateDirectory(Path.Combine(_folder, "mesh", ".git"));

        var install = Run("dotnet", "tool", "install", "MeshGitOps.Cli", "--tool-path", "tools", "--configfile", config);
        Assert.True(install.ExitCode == 0, install.Output + install.Error);
        var tool = Path.Combine(_folder, "tools", OperatingSystem.IsWindows() ? "meshgitops.exe" : "meshgitops");
        var version = Run(tool, "--version");
        var validate = Run(tool, "validate", "mesh");
        var check = Run(tool, "render", "mesh", "--check", "--frozen");

        Assert.Equal(new ProgramRun(0, $"meshgitops {VersionOf(package)}\n", ""), version);
        Assert.True(validate.ExitCode == 0, validate.Output + validate.Error);
        Assert.Contains("Found nothing to mend.", validate.Output, StringComparison.Ordinal);
        Assert.True(check.ExitCode == 0, check.Output + check.Error);
    }

    private static void AssertDescribesItself(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        var names = archive.Entries.Select(entry => entry.FullName).ToList();
        Assert.All(["README.md", "LICENSE", "THIRD-PARTY-NOTICES.txt"], file => Assert.Contains(file, names));
        foreach (var text in new[] { "LICENSE", "THIRD-PARTY-NOTICES.txt" })
        {
            Assert.Equal(File.ReadAllText(Path.Combine(ExampleCopy.Root, text)), Read(archive, text));
        }

        var metadata = Metadata(archive);
        Assert.Equal("MeshGitOps.Cli", metadata("id"));
        Assert.Equal("Apache-2.0", metadata("license"));
        Assert.Equal("README.md", metadata("readme"));
        Assert.Null(metadata("dependencies"));

        // A library that is in there names its licence.
        var notices = Read(archive, "THIRD-PARTY-NOTICES.txt");
        var libraries = names.Where(name => name.EndsWith(".dll", StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name))
            .Where(name => !name.StartsWith("meshgitops", StringComparison.OrdinalIgnoreCase))
            .ToList();
        Assert.NotEmpty(libraries);
        Assert.All(libraries, library => Assert.Contains(library, notices, StringComparison.Ordinal));
    }

    private static string? VersionOf(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        return Metadata(archive)("version");
    }

    private static Func<string, string?> Metadata(ZipArchive archive)
    {
        var root = XDocument.Parse(Read(archive, "MeshGitOps.Cli.nuspec")).Root!;
        return name => root.Descendants(root.Name.Namespace + name).FirstOrDefault()?.Value;
    }

    private static string Read(ZipArchive archive, string file)
    {
        using var reader = new StreamReader(archive.GetEntry(file)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>In a home of its own without a cache of packages, and with no way to a network.</summary>
    private ProgramRun Run(string program, params string[] arguments) => OtherProgram.Run(
        _folder,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = Path.Combine(_folder, "home"),
            ["DOTNET_CLI_HOME"] = Path.Combine(_folder, "home"),
            ["NUGET_PACKAGES"] = Path.Combine(_folder, "home", "packages"),
            ["DOTNET_ROOT"] = ToolPackage.DotnetRoot,
            ["DOTNET_NOLOGO"] = "1",
            ["HTTP_PROXY"] = "http://127.0.0.1:9",
            ["HTTPS_PROXY"] = "http://127.0.0.1:9",
            ["NO_PROXY"] = "",
        },
        program,
        arguments);
}
