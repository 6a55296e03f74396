using System.Text;

namespace MeshGitOps.Tests.Kinds;

/// <summary>The complete documents with random changes; the same for the same seed.</summary>
internal sealed class DocumentMutations(int seed)
{
    private static readonly string[] Words =
    [
        "null", "~", "true", "yes", "1", "-1", "0", "70000", "1.10", "1e400", "99999999999999999999", "''", "\"\"", "[]", "{}",
        "[a, a]", "{a: b}", "*", "**", "a*b", "..", "../..", "/", "\\", "con", "A", "\u0131", "\ud83d\ude80", "{name: x}",
        "10.0.0.1/8", "::1", "10s", "1d", "STRICT", "strict", "eks", "'*'", "- a", "&a b", "*a", "!!str 1", "|", ">", "kind: List",
        "meshgitops.io/v1", "GlobalNamespace", "Cluster", ".inf", ".nan", "0x10", "2026-01-01", "---", "#", ":", ",",
    ];

    private static readonly string[] Documents =
    [
        CompleteDocuments.Workspace,
        CompleteDocuments.Mesh,
        CompleteDocuments.Cluster,
        CompleteDocuments.GlobalNamespace,
        CompleteDocuments.GlobalService,
        CompleteDocuments.AccessPolicy,
        CompleteDocuments.TrafficPolicy,
        CompleteDocuments.TrafficTarget,
        CompleteDocuments.HttpRouteGroup,
        CompleteDocuments.TcpRoute,
        CompleteDocuments.Policy,
    ];

    private readonly Random _random = new(seed);

    public string Next()
    {
        var text = Documents[_random.Next(Documents.Length)];
        for (var changes = _random.Next(1, 4); changes > 0; changes--)
        {
            text = Change(text);
        }

        return text;
    }

    private string Change(string text)
    {
        var at = _random.Next(text.Length);
        switch (_random.Next(5))
        {
            case 0:
                return text.Remove(at, Math.Min(_random.Next(1, 12), text.Length - at));
            case 1:
                return text.Insert(at, Words[_random.Next(Words.Length)]);
            case 2:
                return ReplaceValue(text);
            case 3:
                var letter = new StringBuilder(text);
                letter[at] = (char)_random.Next(32, 127);
                return letter.ToString();
            default:
                var lines = text.Split('\n').ToList();
                var line = lines[_random.Next(lines.Count)];
                lines.Insert(_random.Next(lines.Count), line);
                return string.Join('\n', lines);
        }
    }

    /// <summary>Another word after a colon: this mostly stays YAML and reaches schemas and binders.</summary>
    private string ReplaceValue(string text)
    {
        var colon = text.IndexOf(": ", _random.Next(text.Length), StringComparison.Ordinal);
        if (colon < 0)
        {
            return text;
        }

        var end = text.IndexOfAny([',', '}', ']', '\n'], colon);
        end = end < 0 ? text.Length : end;
        return $"{text[..(colon + 2)]}{Words[_random.Next(Words.Length)]}{text[end..]}";
    }
}
