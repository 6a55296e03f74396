namespace MeshGitOps.Cli.Reporting;

/// <summary>Prose in lines of at most <see cref="Width"/> characters, broken at spaces; a line end of the text is a space, an empty line stays.</summary>
internal static class WrappedText
{
    public const int Width = 100;

    public static IEnumerable<string> Of(string text, string indent)
    {
        foreach (var paragraph in text.Split("\n\n"))
        {
            var line = indent;
            foreach (var word in paragraph.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.Length > indent.Length && line.Length + 1 + word.Length > Width)
                {
                    yield return line;
                    line = indent;
                }

                line += line.Length > indent.Length ? $" {word}" : word;
            }

            yield return line.TrimEnd();
        }
    }
}
