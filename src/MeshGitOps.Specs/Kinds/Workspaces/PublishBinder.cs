using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.Workspaces;

internal static class PublishBinder
{
    public static PublishSpec Bind(FieldReader publish) => new()
    {
        To = publish.Choice("to", ("Directory", PublishTarget.Directory), ("Branch", PublishTarget.Branch)),
        Branch = BindBranch(publish),
        Remote = publish.Url(
            "remote",
            "publish.remote",
            IsRemote,
            "the name of a git remote or a URL such as 'https://git.example.com/acme/mesh.git'"),
    };

    /// <summary>What git takes as a remote: a name, or a URL of a scheme that it knows itself.</summary>
    public static bool IsRemote(string text) =>
        RemoteUrls.IsUrl(text, RemoteUrls.RemoteSchemes)
        || RemoteUrls.IsScpForm(text)
        || (GitNames.WhyNoName(text) is null && !text.Contains('@', StringComparison.Ordinal));

    private static Located<BranchPattern>? BindBranch(FieldReader publish)
    {
        if (publish.Text("branch") is not { } branch)
        {
            return null;
        }

        if (BranchPattern.TryCreate(branch.Value, out var reason) is { } pattern)
        {
            return branch.With(pattern);
        }

        publish.Diagnostics.Add(
            SpecDiagnostics.InvalidGitName,
            branch.Location,
            $"The branch '{Shown.Of(branch.Value)}' {reason}.",
            "For example 'rendered', or 'env/{cluster}' for one branch per cluster.");
        return null;
    }
}
