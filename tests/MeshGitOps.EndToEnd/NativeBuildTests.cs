using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MeshGitOps.Cli;
using MeshGitOps.Cli.Reporting;
using MeshGitOps.EndToEnd.Git;
using MeshGitOps.Policies;
using Xunit.Abstractions;

namespace MeshGitOps.EndToEnd;

/// <summary>
/// The native binary that <c>MESHGITOPS_TOOL</c> names against the managed build, which runs in this process: the same words, exit codes
/// and bytes of every example and every golden case, in every format. Without a binary there is nothing to compare.
/// </summary>
public sealed partial class NativeBuildTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string Cases = Path.Combine("tests", "MeshGitOps.Tests", "Cases");

    private readonly string _scratch = NewScratch();

    /// <summary>From the root of the repository.</summary>
    public static TheoryData<string> Workspaces =>
    [
        .. ExampleCopy.Names.Select(name => Path.Combine("examples", name)),
        .. Directory.GetDirectories(Path.Combine(ExampleCopy.Root, Cases), "input", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Select(folder => Path.GetRelativePath(ExampleCopy.Root, folder))
            .Order(StringComparer.Ordinal),
    ];

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    [Theory]
    [MemberData(nameof(Workspaces))]
    public void Says_and_writes_the_same(string workspace)
    {
        if (!IsNative())
        {
            return;
        }

        AssertSame(run =>
        {
            ExampleCopy.CopyFolder(Path.Combine(ExampleCopy.Root, workspace), At("workspace"));
            ExampleCopy.CopyFolder(Path.Combine(ExampleCopy.Root, "examples", "dns-zoo", "rendered"), At("other"));
            Directory.CreateDirectory(At("workspace", ".git"));
            run(["validate", "--color", "always", .. Reports("validate", ReportFormats.Names)]);
            run(["diff", "--against", "../other", .. Reports("diff", ReportFormats.OfDifferences)]);
            run(["fix", "--diff", "--unsafe"]);
            run(["render", "--all", "--sizes", .. Reports("render", ReportFormats.Names.Remove("text"))]);
            run(["render", "--check", "--frozen"]);
            run(["addresses", "--all"]);
            run(["rules", "-o", "json"]);
            foreach (var cluster in Below(At("workspace", "rendered", "clusters")))
            {
                run(["explain", $"cluster/{cluster}"]);
            }

            run(["fix", "--unsafe"]);
        });
    }

    [Fact]
    public void Says_the_same_of_itself()
    {
        if (!IsNative())
        {
            return;
        }

        var root = CommandLineApplication.CreateRoot(SessionOf(TextWriter.Null, TextWriter.Null, _scratch));
        string[] kinds = ["report", "diff", .. Specs.Kinds.SpecKinds.All.Select(kind => kind.Name)];
        string[] names = [.. RuleCatalog.Rules.Select(rule => rule.Id), .. FindingCatalogue.All.Select(finding => finding.Id)];
        AssertSame(run =>
        {
            Directory.CreateDirectory(At("workspace"));
            run(["--version"]);
            run(["--help"]);
            run(["init"]);
            run(["rules"]);
            run(["schema"]);
            Array.ForEach([.. root.Subcommands], command => run([command.Name, "--help"]));
            Array.ForEach(kinds, kind => run(["schema", kind]));
            Array.ForEach(["bash", "zsh", "fish", "pwsh"], shell => run(["completion", shell]));
            Array.ForEach(names, name => run(["explain", name]));
        });
    }

    [Theory]
    [InlineData("directory")]
    [InlineData("branch")]
    public void Publishes_the_same_commits(string to)
    {
        if (!IsNative())
        {
            return;
        }

        using var source = new ScratchRepository();
        FleetSource.Commit(source, "", "cart", "catalog");
        AssertSame(run =>
        {
            source.Git("clone", "--quiet", source.Root, At("workspace"));
            run(["publish", "--to", to, "--author", "Publisher <publisher@example.com>", .. Reports("publish", ReportFormats.Names.Remove("text"))]);
            var branch = to == "branch" ? "rendered" : "HEAD";
            Directory.CreateDirectory(At("published"));
            File.WriteAllText(
                At("published", "log"),
                source.GitIn(At("workspace"), "log", "--notes=hydrator.metadata", "--format=%T %an %ae%n%B%n%N", branch));
            Directory.Delete(At("workspace", ".git"), recursive: true);
        });
    }

    private bool IsNative()
    {
        if (!ToolProgram.IsNative)
        {
            output.WriteLine("Not compared: MESHGITOPS_TOOL names no native binary.");
        }

        return ToolProgram.IsNative;
    }

    /// <summary>In memory where the system has such a folder: every render flushes what it writes.</summary>
    private static string NewScratch() => Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory($"/dev/shm/meshgitops-native-{Guid.NewGuid():N}").FullName
        : Directory.CreateTempSubdirectory("meshgitops-native-").FullName;

    /// <summary>Both in a folder of the same name, one after the other.</summary>
    private void AssertSame(Action<Action<string[]>> steps)
    {
        var managed = Outcome(steps, RunManaged);
        var native = Outcome(steps, RunNative);
        Assert.All(managed.Zip(native), pair => Assert.Equal(pair.First, pair.Second));
        Assert.Equal(managed.Count, native.Count);
        output.WriteLine($"{managed.Count} runs and files are the same.");
    }

    private List<string> Outcome(Action<Action<string[]>> steps, Func<string, string[], ProgramRun> program)
    {
        var outcome = new List<string>();
        steps(arguments =>
        {
            var (exitCode, text, error) = program(At("workspace"), arguments);
            Assert.NotEqual(70, exitCode);
            outcome.Add(Comparable($"{string.Join(' ', arguments)}\nexit {exitCode}\n{text}\n{error}"));
        });
        outcome.AddRange(ExampleCopy.Files(At()).Select(path => Comparable($"{path}\n{Encoding.Latin1.GetString(File.ReadAllBytes(At(path)))}")));
        Directory.Delete(At(), recursive: true);
        return outcome;
    }

    private static ProgramRun RunNative(string folder, string[] arguments) => CliProgram.Run(folder, arguments);

    private static ProgramRun RunManaged(string folder, string[] arguments)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var error = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var exitCode = CommandLineApplication.Run(arguments, SessionOf(text, error, folder));
        return new ProgramRun(exitCode, text.ToString(), error.ToString());
    }

    private static CommandSession SessionOf(TextWriter text, TextWriter error, string folder) =>
        new() { Output = text, Error = error, CurrentDirectory = folder };

    /// <summary>Every format into a file of its own, beside the workspace; text is what is printed.</summary>
    private static IEnumerable<string> Reports(string command, IEnumerable<string> formats) =>
        formats.SelectMany(format => new[] { "--report", format == "text" ? format : $"{format}=../{command}.{format}" });

    private static IEnumerable<string> Below(string folder) => Directory.Exists(folder)
        ? Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
        : [];

    private string At(params string[] path) => Path.Combine([_scratch, "same", .. path]);

    /// <summary>Without what no two runs share: how long they took, and the names of commits, which hold the time.</summary>
    private static string Comparable(string text) => Commit().Replace(Elapsed().Replace(text, "$1TIME"), "COMMIT");

    [GeneratedRegex("""([Tt]ook |"elapsedSeconds": ?|time=")[0-9.]+""")]
    private static partial Regex Elapsed();

    [GeneratedRegex("""(?<=Committed to [^ ]+: |"commit": ?")[0-9a-f]{40}""")]
    private static partial Regex Commit();
}
