using System.Text;

namespace MeshGitOps.Policies;

/// <summary>
/// What a rule finds and what it wants instead, for <c>explain</c>; the tests run both, so neither can be wrong.
/// A text is the manifests of a cluster, or several files that begin with a line <c># cluster: NAME</c> (manifests of that cluster)
/// or <c># file: PATH</c> (of a workspace).
/// </summary>
/// <param name="Finding">Each finding stands between <c>[|</c> and <c>|]</c>.</param>
/// <param name="Clean">The same, mended.</param>
public sealed record RuleExample(string Finding, string Clean)
{
    /// <summary>The text without the marks.</summary>
    public string FindingText => new StringBuilder(Finding).Replace("[|", "").Replace("|]", "").ToString();
}
