namespace MeshGitOps.EndToEnd.Action;

/// <summary>How a job sees the action afterwards.</summary>
/// <param name="ExitCode">Of the last step that ran.</param>
/// <param name="Output">All that the steps printed.</param>
/// <param name="Summary">All step summaries.</param>
internal sealed record ActionResult(int ExitCode, string Output, string Summary, IReadOnlyDictionary<string, string> Outputs)
{
    public RunnerLog Log { get; } = RunnerLog.Of(Output);

    public IEnumerable<string> Texts(string command) => Log.Commands.Where(made => made.Name == command).Select(made => made.Text);

    public ActionResult Succeeded()
    {
        Assert.True(ExitCode == 0, Output);
        return this;
    }
}
