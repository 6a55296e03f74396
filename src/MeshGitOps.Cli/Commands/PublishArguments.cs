using System.CommandLine;
using System.Globalization;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Workspace.Publishing;

namespace MeshGitOps.Cli.Commands;

/// <summary>The options that say where and how a publication goes. One set per command.</summary>
internal sealed class PublishArguments
{
    private const int MaxAttempts = 1000;

    private readonly Option<string?> _to = new("--to")
    {
        Description = "directory: commit the output directory on the current branch; branch: a branch whose root is the output. Default: 'publish.to' of the workspace.",
        HelpName = "directory|branch",
    };

    private readonly Option<string?> _branch = CreateBranch(
        "--branch", "The branch of the output; with '{cluster}' in it, one for each cluster. Default: 'publish.branch' of the workspace.", ArgumentArity.ExactlyOne);

    private readonly Option<string?> _propose = CreateBranch(
        "--propose", "Push to another branch, for a pull request. Default: the branch with '-next' behind it, as GitOps Promoter has it.", ArgumentArity.ZeroOrOne);

    private readonly Option<string?> _remote = new("--remote")
    {
        Description = "The name or address of the remote. Default: 'publish.remote' of the workspace.",
        HelpName = "NAME|URL",
    };

    private readonly Option<bool> _push = new("--push") { Description = "Push what is committed; where somebody was faster, fetch, render again and try again." };

    private readonly Option<string> _source = new("--source")
    {
        Description = "The commit that is rendered. Default: the one that is checked out.",
        HelpName = "REVISION",
        DefaultValueFactory = _ => PublishRequest.CheckedOut,
    };

    private readonly Option<RenderPhase> _phase = new("--phase")
    {
        Description = "One half of a change that is not safe in one commit. Additive: all that breaks nobody; Removal: the rest. Default: Whole.",
        HelpName = "Additive|Removal",
    };

    private readonly Option<string?> _author = new("--author") { Description = "Who commits. Default: who git is set up to commit as.", HelpName = "NAME <ADDRESS>" };

    private readonly Option<string> _message = new("--message")
    {
        Description = $"The message of the commits, with {string.Join(", ", CommitMessage.Placeholders.Select(name => $"{{{name}}}"))}; trailers follow by themselves.",
        HelpName = "TEMPLATE",
        DefaultValueFactory = _ => CommitMessage.DefaultTemplate,
    };

    private readonly Option<bool> _sign = new("--sign") { Description = "Sign the commits, as git is set up to." };
    private readonly Option<bool> _noNotes = new("--no-notes") { Description = "Write no note to refs/notes/hydrator.metadata." };
    private readonly Option<bool> _allowDirty = new("--allow-dirty") { Description = "Publish the commit though the working tree differs from it." };
    private readonly Option<bool> _allowStale = new("--allow-stale") { Description = "Publish though the source does not contain what is published: its changes go." };
    private readonly Option<bool> _adopt = new("--adopt") { Description = "Publish to a branch that holds other files already; they stay." };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace published files that were edited by hand." };

    private readonly Option<int> _attempts = new("--attempts")
    {
        Description = "How often to try while somebody else moves the branch.",
        HelpName = "N",
        DefaultValueFactory = _ => PublishRequest.DefaultAttempts,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MaxAttempts)
            {
                return number;
            }

            result.AddError($"Option '--attempts' takes a number from 1 to {MaxAttempts}, but is '{result.Tokens[0].Value}'.");
            return PublishRequest.DefaultAttempts;
        },
    };

    public PublishArguments()
    {
        _to.CompletionSources.Add("directory", "branch");
        Check(_to, value => value is "directory" or "branch" ? null : $"takes directory or branch, but is '{value}'");
        Check(_remote, value => value.Length == 0 || value.StartsWith('-') ? $"takes a name or an address, but is '{value}'" : null);
        Check(_author, value => IsIdentity(value) ? null : $"takes 'Name <address>', but is '{value}'");
        Check(_source, value => value.Length == 0 || value.StartsWith('-') ? $"takes a commit, branch or tag, but is '{value}'" : null);
        Check(_message, value => string.IsNullOrWhiteSpace(value) ? "is empty"
            : CommitMessage.UnknownPlaceholder(value) is { } name ? $"has '{name}', which is no placeholder; there are {string.Join(", ", CommitMessage.Placeholders)}" : null);
    }

    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            _to, _branch, _remote, _push, _propose, _source, _phase, _message, _author, _sign, _noNotes, _allowDirty, _allowStale, _adopt, _overwrite, _attempts,
        })
        {
            command.Add(option);
        }
    }

    public PublishRequest Read(ParseResult parsed, SuppressionOptions suppression) => new(suppression)
    {
        To = parsed.GetValue(_to) switch
        {
            "directory" => PublishTarget.Directory,
            "branch" => PublishTarget.Branch,
            _ => null,
        },
        Branch = Pattern(parsed.GetValue(_branch)),
        Remote = parsed.GetValue(_remote),
        Push = parsed.GetValue(_push),
        Propose = parsed.GetResult(_propose) is not null,
        Proposal = Pattern(parsed.GetValue(_propose)),
        Source = parsed.GetRequiredValue(_source),
        Phase = parsed.GetValue(_phase),
        HandEdits = parsed.GetValue(_overwrite) ? HandEdits.Overwrite : HandEdits.Stop,
        AllowDirty = parsed.GetValue(_allowDirty),
        StaleSource = parsed.GetValue(_allowStale) ? StaleSource.Allow : StaleSource.Refuse,
        ForeignBranch = parsed.GetValue(_adopt) ? ForeignBranch.Adopt : ForeignBranch.Refuse,
        Author = parsed.GetValue(_author),
        Message = parsed.GetRequiredValue(_message),
        Signing = parsed.GetValue(_sign) ? CommitSigning.Sign : CommitSigning.None,
        Notes = parsed.GetValue(_noNotes) ? CommitNotes.Omit : CommitNotes.Write,
        Attempts = parsed.GetValue(_attempts),
    };

    private static BranchPattern? Pattern(string? text) => text is null ? null : BranchPattern.TryCreate(text, out _);

    /// <summary>What git takes as one, and what cannot become another line of a commit.</summary>
    private static bool IsIdentity(string text)
    {
        var open = text.IndexOf('<', StringComparison.Ordinal);
        return open > 0
            && text.EndsWith('>')
            && text.Count(character => character is '<' or '>') == 2
            && text[..open].Trim().Length > 0
            && text.Length - open > 2
            && !text.Any(char.IsControl);
    }

    private static Option<string?> CreateBranch(string name, string description, ArgumentArity arity)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "BRANCH", Arity = arity };
        Check(option, value => BranchPattern.TryCreate(value, out var reason) is null ? $"takes the name of a branch, but '{value}' {reason}" : null);
        return option;
    }

    private static void Check<T>(Option<T> option, Func<string, string?> problemOf) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && problemOf(token.Value) is { } problem)
        {
            result.AddError($"Option '{option.Name}' {problem}.");
        }
    });
}
