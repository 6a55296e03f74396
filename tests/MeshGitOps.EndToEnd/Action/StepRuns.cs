using System.Text;

namespace MeshGitOps.EndToEnd.Action;

/// <summary>The steps of one use of the action, one after the other, each with files of its own.</summary>
internal sealed class StepRuns(string folder)
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _summary = new();
    private int _steps;

    public string Output => _output.ToString();

    public string Summary => _summary.ToString();

    public (int ExitCode, Dictionary<string, string> Outputs) Run(ActionStep step, string workingFolder, Dictionary<string, string> variables)
    {
        Directory.CreateDirectory(folder);
        var prefix = Path.Combine(folder, $"{++_steps}-");
        foreach (var (name, file) in new[] { ("GITHUB_OUTPUT", "output"), ("GITHUB_STEP_SUMMARY", "summary"), ("GITHUB_ENV", "env"), ("GITHUB_PATH", "path"), ("GITHUB_STATE", "state") })
        {
            File.WriteAllText(prefix + file, "");
            variables[name] = prefix + file;
        }

        File.WriteAllText(prefix + "script.sh", step.Run);
        var run = OtherProgram.Run(workingFolder, variables, "bash", "--noprofile", "--norc", "-e", "-o", "pipefail", prefix + "script.sh");
        _output.Append(run.Output).Append(run.Error);
        _summary.Append(File.ReadAllText(prefix + "summary"));
        Assert.Equal("", File.ReadAllText(prefix + "env") + File.ReadAllText(prefix + "path") + File.ReadAllText(prefix + "state"));
        Assert.InRange(new FileInfo(prefix + "summary").Length, 0, 1024 * 1024);
        return (run.ExitCode, StepOutputs.Read(prefix + "output"));
    }
}
