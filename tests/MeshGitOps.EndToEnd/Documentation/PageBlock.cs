namespace MeshGitOps.EndToEnd.Documentation;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language">The first word behind the fence, which is all that a renderer of Markdown looks at.</param>
/// <param name="Marks">The other words: what the tests do with the block.</param>
/// <param name="Start">The line of the page, from 0, that the text begins with.</param>
internal sealed record PageBlock(string Language, string[] Marks, int Start, string[] Lines)
{
    public string Text => string.Concat(Lines.Select(line => line + '\n'));

    /// <summary>Commands for the shell; <c>norun</c> marks those that need what a test does not have.</summary>
    public bool IsRun => Language == "sh" && !Marks.Contains("norun");

    /// <summary>What the commands above it print.</summary>
    public bool IsOutput => Marks.Contains("output");

    /// <summary>The file that the block is written to.</summary>
    public string? File => Value("file=");

    /// <summary>What the last command of the block ends with.</summary>
    public int ExitCode => int.Parse(Value("exit=") ?? "0", System.Globalization.CultureInfo.InvariantCulture);

    private string? Value(string name) =>
        Marks.FirstOrDefault(mark => mark.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
}
