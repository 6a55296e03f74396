using System.Diagnostics;
using System.Text;

namespace MeshGitOps.EndToEnd;

/// <summary>The program as a shell starts it.</summary>
public sealed class CliProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meshgitops-process-").FullName;

    public CliProcessTests() => Directory.CreateDirectory(Path.Combine(_folder, ".git"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Starts_a_workspace_renders_it_and_finds_nothing_to_do_the_second_time()
    {
        Assert.Equal(0, Run("init").ExitCode);
        var first = Run("render");
        var second = Run("render");
        var check = Run("render", "--check", "--frozen");

        Assert.True(first.ExitCode == 0, first.Output + first.Error);
        Assert.Contains("hello.demo.example.com", first.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', first.Output);
        Assert.Equal("", first.Error);
        Assert.Contains("nothing written", second.Output, StringComparison.Ordinal);
        Assert.Equal(0, check.ExitCode);
    }

    [Fact]
    public void Exits_2_with_the_reason_on_standard_error()
    {
        var run = Run("validate", "nowhere");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Equal("error: Path 'nowhere' does not exist.\n", run.Error);
    }

    [Fact]
    public void Exits_2_where_standard_output_is_closed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var start = new ProcessStartInfo("sh", ["-c", $"{ToolProgram.ShellCommand} --version >&-"])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal(2, process.ExitCode);
        Assert.StartsWith("error: The standard output cannot be written: ", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(character => character == '\n'));
    }

    [Fact]
    public void Exits_130_when_it_is_interrupted()
    {
        if (OperatingSystem.IsWindows() || IgnoresInterrupts())
        {
            return;
        }

        for (var file = 0; file < 40; file++)
        {
            var text = new StringBuilder("apiVersion: meshgitops.io/v1alpha1\nkind: Cluster\nmetadata:\n  name: c\nspec:\n");
            for (var field = 0; field < 50; field++)
            {
                text.Append("  mistake").Append(field).Append(": 1\n");
            }

            File.WriteAllText(Path.Combine(_folder, $"{file}.yaml"), text.ToString());
        }

        // Nobody reads on, so the report fills the pipe and the program waits there: it cannot be done before the signal.
        using var process = CliProgram.Start(_folder, new Dictionary<string, string>(StringComparer.Ordinal), "validate", "--all");
        Assert.StartsWith("error[", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));

        Assert.Equal(130, process.ExitCode);
        Assert.Equal("", process.StandardError.ReadToEnd());
    }

    /// <summary>A shell starts what it puts in the background with SIGINT ignored, and every program below inherits that.</summary>
    private static bool IgnoresInterrupts() =>
        File.Exists("/proc/self/status")
        && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } line
        && (Convert.ToUInt64(line["SigIgn:".Length..].Trim(), 16) & 0b10) != 0;

    private ProgramRun Run(params string[] arguments) => CliProgram.Run(_folder, arguments);
}
