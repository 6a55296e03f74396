using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace MeshGitOps.EndToEnd;

/// <summary>Follows "Write a rule in seven steps" to the letter, in a copy of the repository.</summary>
public sealed partial class SevenStepsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meshgitops-steps-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Makes_the_rule_that_the_page_writes()
    {
        var root = ExampleCopy.Root;
        var page = File.ReadAllText(Path.Combine(root, "src", "MeshGitOps.Policies", "README.md"));
        CopyRepository(root);

        foreach (Match file in CodeFile().Matches(page))
        {
            Write(file.Groups["path"].Value, Unindent(file.Groups["code"].Value));
        }

        var line = CatalogueLine().Match(page).Groups["line"].Value;
        Write("src/MeshGitOps.Policies/RuleCatalog.cs", WithLine(Read("src/MeshGitOps.Policies/RuleCatalog.cs"), line));
        var output = "";
        foreach (var command in Unindent(ShellBlock().Match(page).Groups["code"].Value).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            output = Run(command);
        }

        Assert.True(output.Contains("Passed!", StringComparison.Ordinal), output);
        Assert.Contains("## node-port-service", Read("policies/RULES.md"), StringComparison.Ordinal);
        Assert.Contains("node-port-service:", Read("policies/recommended.yaml"), StringComparison.Ordinal);
    }

    /// <summary>The line in its place by the id of the rule: the list is sorted.</summary>
    private static string WithLine(string catalogue, string line)
    {
        var lines = catalogue.Split('\n').ToList();
        var rules = lines.FindAll(existing => existing.StartsWith("        new ", StringComparison.Ordinal));
        var before = rules.Find(existing => string.CompareOrdinal(Id(existing), Id(line)) > 0);
        lines.Insert(before is null ? lines.IndexOf(rules[^1]) + 1 : lines.IndexOf(before), $"        {line}");
        return string.Join('\n', lines);
    }

    private static string Id(string line) =>
        string.Concat(line.Trim()["new ".Length..^3].Select(character => char.IsUpper(character) ? $"-{char.ToLowerInvariant(character)}" : $"{character}"));

    private static string Unindent(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.StartsWith("   ", StringComparison.Ordinal) ? line[3..] : line));

    private void CopyRepository(string root)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", root, "ls-files", "-z"]) { RedirectStandardOutput = true })!;
        foreach (var path in git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var source = Path.Combine(root, path);
            if (File.Exists(source))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, path))!);
                File.Copy(source, Path.Combine(_folder, path));
            }
        }
    }

    private string Read(string path) => File.ReadAllText(Path.Combine(_folder, path));

    private void Write(string path, string text) => File.WriteAllText(Path.Combine(_folder, path), text, new UTF8Encoding(false));

    /// <summary>One command line, with what stands before it as environment variables.</summary>
    private string Run(string command)
    {
        var words = command.Split(' ');
        var start = new ProcessStartInfo("dotnet", words.SkipWhile(word => word != "dotnet").Skip(1))
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in words.TakeWhile(word => word != "dotnet").Select(word => word.Split('=')))
        {
            start.Environment[variable[0]] = variable[1];
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + error.Result;
        process.WaitForExit();
        return output;
    }

    [GeneratedRegex(@"^   `(?<path>[^`]+\.cs)`\n\n   ```csharp\n(?<code>.*?)   ```\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeFile();

    [GeneratedRegex(@"`(?<line>new \w+\(\),)`")]
    private static partial Regex CatalogueLine();

    [GeneratedRegex(@"   ```shell\n(?<code>.*?)   ```\n", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
