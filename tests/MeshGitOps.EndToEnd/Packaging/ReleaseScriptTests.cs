using System.IO.Compression;
using System.Text.Json;
using Xunit.Abstractions;

namespace MeshGitOps.EndToEnd.Packaging;

/// <summary>The scripts of <c>eng/release</c>, which the release workflow runs, on a stand-in for the binary.</summary>
public sealed class ReleaseScriptTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Rids = ["linux-arm64", "linux-x64", "osx-arm64", "osx-x64", "win-x64"];

    private readonly string _folder = Directory.CreateTempSubdirectory("meshgitops-release-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("v1.2.3", "1.2.3")]
    [InlineData("v0.1.0", "0.1.0")]
    [InlineData("v1.0.0-rc.1", "1.0.0-rc.1")]
    [InlineData("v1.0.0-alpha-2.0a", "1.0.0-alpha-2.0a")]
    [InlineData("v65534.0.0", "65534.0.0")]
    public void The_version_is_the_tag_without_its_first_letter(string tag, string version) =>
        Assert.Equal(new ProgramRun(0, $"{version}\n", ""), Run("version.sh", tag));

    [Theory]
    [InlineData("")]
    [InlineData("1.0.0")]
    [InlineData("v1.0")]
    [InlineData("v1.0.0.0")]
    [InlineData("v01.0.0")]
    [InlineData("v1.0.0-")]
    [InlineData("v1.0.0-01")]
    [InlineData("v1.0.0-a..b")]
    [InlineData("v1.0.0-rc.1+meta")]
    [InlineData("v65535.0.0")]
    [InlineData("v99999999999999999999.0.0")]
    [InlineData("v1.0.0$(id)")]
    [InlineData("v1.0.0`id`")]
    [InlineData("v1.0.0-a;id")]
    [InlineData("v1.0.0-a b")]
    [InlineData("v1.0.0-ä")]
    [InlineData("v1.0.0\nversion=2.0.0")]
    [InlineData("v1.0.0-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void No_other_tag_is_released(string tag)
    {
        var run = Run("version.sh", tag);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: The tag ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linux-x64", "meshgitops-1.2.3-linux-x64.tar.gz")]
    [InlineData("win-x64", "meshgitops-1.2.3-win-x64.zip")]
    public void The_same_binary_gives_the_same_archive_wherever_it_lies(string rid, string name)
    {
        if (Lacks("zip"))
        {
            return;
        }

        var first = Archive(rid, Binary("one"), "a");
        Thread.Sleep(1100);
        var elsewhere = Path.Combine(_folder, "another place");
        Directory.CreateDirectory(elsewhere);
        File.Copy(Binary("one"), Path.Combine(elsewhere, "some name"));
        var second = Archive(rid, Path.Combine(elsewhere, "some name"), "b");
        var other = Archive(rid, Binary("two"), "c");

        Assert.Equal(Path.Combine(_folder, "a", name), first);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        Assert.NotEqual(File.ReadAllBytes(first), File.ReadAllBytes(other));
    }

    [Fact]
    public void Nothing_is_packed_for_a_platform_that_is_not_released()
    {
        var run = Run("archive.sh", Binary("one"), "1.2.3", "linux-riscv64", _folder);

        Assert.Equal(new ProgramRun(1, "", "error: Nothing is released for linux-riscv64.\n"), run);
    }

    [Fact]
    public void A_whole_release_is_verified()
    {
        if (Lacks("jq", "zip", "unzip"))
        {
            return;
        }

        var release = Release();

        var run = Run("verify.sh", release, "1.2.3");

        Assert.Equal(new ProgramRun(0, "", ""), run);
        Assert.Equal(12, File.ReadAllLines(Path.Combine(release, "SHA256SUMS")).Length);
        Assert.All(File.ReadAllLines(Path.Combine(release, "SHA256SUMS")), line => Assert.Matches("^[0-9a-f]{64}  [A-Za-z0-9.-]+$", line));
        using var archive = ZipFile.OpenRead(Path.Combine(release, "meshgitops-1.2.3-win-x64.zip"));
        Assert.Equal(["LICENSE", "THIRD-PARTY-NOTICES.txt", "meshgitops.exe"], archive.Entries.Select(entry => entry.FullName));
    }

    [Theory]
    [InlineData("a file is missing")]
    [InlineData("a file is not expected")]
    [InlineData("a file was changed")]
    [InlineData("a checksum is missing")]
    [InlineData("an archive holds something else")]
    [InlineData("a bill is of another version")]
    public void A_release_that_is_not_whole_is_refused(string damage)
    {
        if (Lacks("jq", "zip", "unzip"))
        {
            return;
        }

        var release = Release();
        var archive = Path.Combine(release, "meshgitops-1.2.3-linux-x64.tar.gz");
        var sums = Path.Combine(release, "SHA256SUMS");
        switch (damage)
        {
            case "a file is missing":
                File.Delete(archive);
                break;
            case "a file is not expected":
                File.WriteAllText(Path.Combine(release, "notes.txt"), "");
                break;
            case "a file was changed":
                File.AppendAllText(Path.Combine(release, "MeshGitOps.Cli.1.2.3.nupkg"), "x");
                break;
            case "a checksum is missing":
                File.WriteAllLines(sums, File.ReadAllLines(sums)[1..]);
                break;
            case "an archive holds something else":
                File.Copy(Path.Combine(release, "meshgitops-1.2.3-osx-x64.tar.gz"), archive, overwrite: true);
                Assert.Equal(0, OtherProgram.Run(_folder, new Dictionary<string, string>(), "sh", "-c", "echo x >x && tar -czf \"$0\" x", archive).ExitCode);
                Assert.Equal(0, Run("checksums.sh", release).ExitCode);
                break;
            default:
                File.WriteAllText(Path.Combine(release, "meshgitops-1.2.3-tool.cdx.json"), """{"bomFormat": "CycloneDX", "metadata": {"component": {"version": "1.2.4"}}, "components": [1, 2, 3]}""");
                Assert.Equal(0, Run("checksums.sh", release).ExitCode);
                break;
        }

        Assert.Equal(1, Run("verify.sh", release, "1.2.3").ExitCode);
    }

    [Fact]
    public void A_binary_is_tried_on_every_example_before_it_is_released()
    {
        var bin = Path.Combine(_folder, "bin");
        ProgramFolder.WriteTo(bin);
        var version = CliProgram.Run(_folder, "--version").Output.Trim()["meshgitops ".Length..];

        var right = Run("smoke.sh", Path.Combine(bin, "meshgitops"), version);
        var wrong = Run("smoke.sh", Path.Combine(bin, "meshgitops"), "9.9.9");

        Assert.True(right.ExitCode == 0, right.Output + right.Error);
        Assert.Equal(ExampleCopy.Names, right.Output.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal));
        Assert.Equal(1, wrong.ExitCode);
    }

    [Fact]
    public void The_bill_of_materials_names_what_is_in_the_product()
    {
        if (Lacks("jq"))
        {
            return;
        }

        using var bill = JsonDocument.Parse(Bill());
        var components = bill.RootElement.GetProperty("components").EnumerateArray().ToList();

        var libraries = components.Select(component => component.GetProperty("name").GetString()!).Where(name => !name.StartsWith("runtime.", StringComparison.Ordinal));
        Assert.Equal(["Handlebars.Net", "System.CommandLine", "YamlDotNet"], libraries);
        Assert.All(components, component =>
        {
            Assert.Equal($"pkg:nuget/{component.GetProperty("name")}@{component.GetProperty("version")}", component.GetProperty("purl").GetString());
            Assert.Equal(128, component.GetProperty("hashes")[0].GetProperty("content").GetString()!.Length);
            Assert.Equal("MIT", component.GetProperty("licenses")[0].GetProperty("expression").GetString());
        });
        Assert.Equal(Bill(), Bill());
    }

    private bool Lacks(params string[] programs)
    {
        var missing = programs.Where(program => OtherProgram.Run(_folder, new Dictionary<string, string>(), "sh", "-c", $"command -v {program}").ExitCode != 0).ToList();
        if (missing.Count > 0)
        {
            output.WriteLine($"Skipped: there is no {string.Join(" and no ", missing)} here.");
        }

        return missing.Count > 0;
    }

    private string Bill()
    {
        var run = Run("sbom.sh", "1.2.3", "meshgitops", Path.Combine(ExampleCopy.Root, "src", "MeshGitOps.Cli", "obj", "project.assets.json"));
        Assert.True(run is { ExitCode: 0, Error: "" }, run.Error);
        return run.Output;
    }

    private string Release()
    {
        var release = Path.Combine(_folder, "release");
        foreach (var rid in Rids)
        {
            Archive(rid, Binary("one"), "release");
            File.WriteAllText(Path.Combine(release, $"meshgitops-1.2.3-{rid}.cdx.json"), Bill());
        }

        File.WriteAllText(Path.Combine(release, "meshgitops-1.2.3-tool.cdx.json"), Bill());
        File.WriteAllText(Path.Combine(release, "MeshGitOps.Cli.1.2.3.nupkg"), "package");
        Assert.Equal(new ProgramRun(0, "", ""), Run("checksums.sh", release));
        return release;
    }

    private string Archive(string rid, string binary, string folder)
    {
        var run = Run("archive.sh", binary, "1.2.3", rid, Path.Combine(_folder, folder));
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output.TrimEnd('\n');
    }

    private string Binary(string content)
    {
        var path = Path.Combine(_folder, $"binary-{content}");
        File.WriteAllText(path, content);
        return path;
    }

    private ProgramRun Run(string script, params string[] arguments) =>
        OtherProgram.Run(_folder, new Dictionary<string, string>(), Path.Combine(ExampleCopy.Root, "eng", "release", script), arguments);
}
