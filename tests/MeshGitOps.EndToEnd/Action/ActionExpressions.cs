using System.Text.RegularExpressions;

namespace MeshGitOps.EndToEnd.Action;

/// <summary>The expressions of GitHub, as far as <c>action.yml</c> uses them; any other one fails the test.</summary>
/// <param name="context">The value of <c>inputs.path</c>, <c>steps.run.outputs.findings</c> or <c>github.token</c>; null where there is no such name.</param>
internal sealed partial class ActionExpressions(Func<string, string?> context)
{
    /// <summary>A text with the values in it; what a value holds is not looked at again.</summary>
    public string Expand(string text) => Expression().Replace(text, match => ValueOf(match.Groups[1].Value));

    /// <summary>A condition of the form <c>${{ inputs.comment == 'true' }}</c>. A step after a failed one does not run, whatever it says.</summary>
    public bool IsTrue(string condition)
    {
        var match = Comparison().Match(condition);
        Assert.True(match.Success, $"The condition '{condition}' is of no form that the tests know.");
        return string.Equals(ValueOf(match.Groups[1].Value), match.Groups[2].Value, StringComparison.OrdinalIgnoreCase);
    }

    private string ValueOf(string name)
    {
        Assert.Matches(@"\A(inputs|github|steps\.[a-z]+\.outputs)\.[a-z0-9_-]+\z", name);
        return context(name) ?? throw new InvalidOperationException($"The tests know no '{name}'.");
    }

    [GeneratedRegex(@"\$\{\{ (.*?) \}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\A\$\{\{ (\S+) == '([a-z]+)' \}\}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Comparison();
}
