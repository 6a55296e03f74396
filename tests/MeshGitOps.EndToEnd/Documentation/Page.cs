namespace MeshGitOps.EndToEnd.Documentation;

/// <summary>A page of the documentation, with the blocks that a test runs.</summary>
internal sealed class Page
{
    private readonly string _path;
    private readonly List<string> _lines;

    private Page(string path)
    {
        _path = path;
        _lines = [.. File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n')];
    }

    /// <summary>Every page that has such a block, relative to the root of the repository.</summary>
    public static IEnumerable<string> Names =>
        ((string[])["README.md", .. Directory.EnumerateFiles(Path.Combine(ExampleCopy.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(ExampleCopy.Root, path))
            .Order(StringComparer.Ordinal)])
        .Where(name => Open(name).Blocks().Any(block => block.IsRun));

    public static Page Open(string name) => new(Path.Combine(ExampleCopy.Root, name));

    public IEnumerable<PageBlock> Blocks()
    {
        for (var line = 0; line < _lines.Count; line++)
        {
            // Longer where a block holds another one.
            var fence = new string('`', _lines[line].TakeWhile(character => character == '`').Count());
            if (fence.Length < 3)
            {
                continue;
            }

            var words = _lines[line][fence.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var end = _lines.FindIndex(line + 1, text => text == fence);
            Assert.True(end > line, $"{_path}:{line + 1}: the block has no end.");
            yield return new PageBlock(words.FirstOrDefault(""), [.. words.Skip(1)], line + 1, [.. _lines[(line + 1)..end]]);
            line = end;
        }
    }

    /// <summary>Puts the text in the place of a block's; the last block first, since those below move.</summary>
    public void Replace(PageBlock block, string text)
    {
        _lines.RemoveRange(block.Start, block.Lines.Length);
        _lines.InsertRange(block.Start, text.TrimEnd('\n').Split('\n'));
        File.WriteAllText(_path, string.Join('\n', _lines));
    }
}
