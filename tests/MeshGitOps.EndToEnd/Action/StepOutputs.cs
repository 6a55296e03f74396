namespace MeshGitOps.EndToEnd.Action;

/// <summary>Reads the file of <c>GITHUB_OUTPUT</c> as the runner does; what it would refuse fails the test.</summary>
internal static class StepOutputs
{
    public static Dictionary<string, string> Read(string path)
    {
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = File.ReadAllText(path).Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
        {
            var mark = lines[i].IndexOf("<<", StringComparison.Ordinal);
            Assert.True(mark > 0 && !lines[i].AsSpan(0, mark).Contains('='), $"'{lines[i]}' begins no output.");
            var end = Array.IndexOf(lines, lines[i][(mark + 2)..], i + 1);
            Assert.True(end > 0, $"Output '{lines[i]}' does not end.");
            outputs.Add(lines[i][..mark], string.Join('\n', lines[(i + 1)..end]));
            i = end;
        }

        return outputs;
    }
}
