using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>The lines of documents that hold a Secret, found without parsing: rather too many than too few.</summary>
internal sealed class SecretLines
{
    public static readonly SecretLines None = new([]);

    private readonly bool[] _isSecret;

    private SecretLines(bool[] isSecret) => _isSecret = isSecret;

    public static SecretLines Of(SourceText source)
    {
        var isSecret = new bool[source.LineCount];
        var start = 0;
        var isFound = false;
        for (var line = 0; line <= isSecret.Length; line++)
        {
            var text = line < isSecret.Length ? source.Line(line + 1) : "---";
            if (text.StartsWith("---", StringComparison.Ordinal))
            {
                isSecret.AsSpan(start, line - start).Fill(isFound);
                (start, isFound) = (line, false);
            }

            isFound |= text.Contains("kind", StringComparison.Ordinal) && text.Contains("Secret", StringComparison.Ordinal);
        }

        return new SecretLines(isSecret);
    }

    /// <param name="line">0-based.</param>
    public bool Contains(int line) => line < _isSecret.Length && _isSecret[line];

    /// <summary>The key of a line, or nothing of it.</summary>
    public static string Mask(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var isPlainKey = colon > 0 && !line.AsSpan(0, colon).ContainsAny("{[\"'");
        return line.Trim().Length == 0 || line.EndsWith(':') ? line : isPlainKey ? $"{line[..colon]}: ***" : "***";
    }
}
