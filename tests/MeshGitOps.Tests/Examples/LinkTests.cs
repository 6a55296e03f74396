using System.Text;
using System.Text.RegularExpressions;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Examples;

/// <summary>A link of a page leads to a file of the repository, and behind '#' to one of its headings.</summary>
public sealed partial class LinkTests
{
    private static readonly string[] Folders = ["docs", "examples", "policies", "src", "templates", "tests", ".github"];

    [Fact]
    public void Every_link_between_pages_leads_somewhere()
    {
        var broken = Pages().SelectMany(page => Links(page).Where(link => !Leads(page, link)).Select(link => $"{page}: {link}"));

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("docs/quick-start.md", "../README.md#install", true)]
    [InlineData("docs/quick-start.md", "#7-publish-to-a-branch", true)]
    [InlineData("docs/quick-start.md", "../README.md#instal", false)]
    [InlineData("docs/quick-start.md", "README.md", false)]
    [InlineData("README.md", "examples/acme-fitness", true)]
    public void Knows_what_a_link_leads_to(string page, string link, bool leads) => Assert.Equal(leads, Leads(page, link));

    /// <summary>Of the repository alone: the cases of the tests hold what they like.</summary>
    private static IEnumerable<string> Pages() =>
        Folders.SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)
                && !path.Contains("/Cases/", StringComparison.Ordinal) && !path.Contains("/rendered/", StringComparison.Ordinal))
            .Append("README.md")
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Links(string page) =>
        Link().Matches(Code().Replace(TextOf(page), "")).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));

    private static bool Leads(string page, string link)
    {
        var parts = link.Split('#', 2);
        var folder = Path.GetDirectoryName(Repository.PathOf(page)) ?? Repository.Root;
        var path = parts[0].Length == 0 ? Repository.PathOf(page) : Path.GetFullPath(Path.Combine(folder, parts[0]));
        return Path.Exists(path) && (parts.Length == 1 || Headings(Path.GetRelativePath(Repository.Root, path)).Contains(parts[1], StringComparer.Ordinal));
    }

    /// <summary>As GitHub names headings; of two with one text the second is not linked to here.</summary>
    private static IEnumerable<string> Headings(string page) => Heading().Matches(Block().Replace(TextOf(page), "")).Select(match =>
    {
        var slug = new StringBuilder();
        foreach (var character in match.Groups["text"].Value.Trim().ToLowerInvariant())
        {
            slug.Append(character == ' ' ? "-" : char.IsLetterOrDigit(character) || character is '-' or '_' ? $"{character}" : "");
        }

        return slug.ToString();
    });

    private static string TextOf(string page) => File.ReadAllText(Repository.PathOf(page)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"^ *(?<fence>`{3,})[^\n]*\n.*?^ *\k<fence>\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>Blocks, and what stands between backticks.</summary>
    [GeneratedRegex(@"^ *(?<fence>`{3,})[^\n]*\n.*?^ *\k<fence>\n|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
