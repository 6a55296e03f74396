using System.CommandLine;

namespace MeshGitOps.Cli.Commands;

/// <summary>The options of <c>validate</c> that name a baseline.</summary>
internal sealed class BaselineArguments
{
    private readonly Option<string?> _file = new("--baseline")
    {
        Description = "A file of findings that are accepted until they are mended; only new ones count.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _update = new("--update-baseline")
    {
        Description = "Take out of the baseline what is mended. A file that is not there is made of what rules find now; nothing is added to one that is: delete it to begin anew.",
    };

    public BaselineArguments() => _file.Validators.Add(result =>
    {
        if (result.Tokens is [{ Value: "" }])
        {
            result.AddError("Option '--baseline' is empty.");
        }
    });

    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_update);
    }

    /// <exception cref="UsageException">There is nothing to update.</exception>
    public BaselineRequest? Read(ParseResult parsed) => (parsed.GetValue(_file), parsed.GetValue(_update)) switch
    {
        ({ } file, var update) => new BaselineRequest(file, update ? BaselineMode.Update : BaselineMode.Read),
        (null, true) => throw new UsageException("Option '--update-baseline' needs '--baseline FILE'."),
        _ => null,
    };
}
