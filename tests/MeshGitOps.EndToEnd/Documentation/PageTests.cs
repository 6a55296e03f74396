using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace MeshGitOps.EndToEnd.Documentation;

/// <summary>
/// Whoever follows a page, block by block, sees what the page shows.
/// A block of commands is <c>sh</c>; <c>output</c> behind a language marks what they print, <c>file=PATH</c> what is written before the next ones run.
/// A line <c>...</c> stands for any lines. <c>MESHGITOPS_UPDATE_GOLDEN=1</c> writes what is printed into the pages.
/// </summary>
public sealed partial class PageTests(ITestOutputHelper output)
{
    public static TheoryData<string> Pages => new(Page.Names);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Shows_what_its_commands_print(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            output.WriteLine("Skipped: the commands are those of bash.");
            return;
        }

        var page = Page.Open(name);
        using var session = new ShellSession();
        var printed = "";
        var changes = new Stack<(PageBlock Block, string Text)>();
        foreach (var block in page.Blocks())
        {
            if (block.File is { } file)
            {
                session.Write(file, block.Text);
            }
            else if (block.IsRun)
            {
                var run = session.Run(block.Text);
                Assert.True(run.ExitCode == block.ExitCode, $"{name}:{block.Start}: exit {run.ExitCode}\n{block.Text}\n{run.Output}");
                printed = run.Output;
            }
            else if (block.IsOutput && !Fits(block.Text, printed))
            {
                changes.Push((block, printed));
            }
        }

        if (Environment.GetEnvironmentVariable("MESHGITOPS_UPDATE_GOLDEN") == "1")
        {
            foreach (var (block, text) in changes)
            {
                page.Replace(block, text);
            }

            return;
        }

        Assert.True(changes.Count == 0, string.Join('\n', changes.Reverse().Select(change => $"{name}:{change.Block.Start} shows\n{change.Block.Text}\nbut printed is\n{change.Text}")));
    }

    /// <summary>
    /// Commits are named by what is in them, which the version of the tool is too; times are those of a machine;
    /// and a new rule is no reason to write every page anew.
    /// </summary>
    private static string Mask(string text) => Rules().Replace(Elapsed().Replace(Commit().Replace(text, "COMMIT"), "took T s"), "with N rules");

    private static bool Fits(string shown, string printed)
    {
        var pieces = Mask(shown.TrimEnd('\n')).Split('\n').Select(line => line == "..." ? "(?:.*\n)*?" : Regex.Escape(line) + "\n");
        return Regex.IsMatch(Mask(printed.TrimEnd('\n')) + "\n", $@"\A{string.Concat(pieces)}\z", RegexOptions.None, TimeSpan.FromSeconds(10));
    }

    [GeneratedRegex(@"with \d+ rules")]
    private static partial Regex Rules();

    [GeneratedRegex(@"[Tt]ook \d+\.\d\d s")]
    private static partial Regex Elapsed();

    [GeneratedRegex(@"\b(?=[0-9a-f]*[0-9])[0-9a-f]{7,40}\b")]
    private static partial Regex Commit();
}
