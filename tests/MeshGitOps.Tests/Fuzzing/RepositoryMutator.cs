namespace MeshGitOps.Tests.Fuzzing;

/// <summary>Breaks one file of a repository in one to four random ways.</summary>
internal sealed class RepositoryMutator(IReadOnlyList<KeyValuePair<string, string>> files, Random random)
{
    /// <summary>Texts that once broke a YAML reader, a number parser or a name check somewhere.</summary>
    private static readonly string[] Nasty =
    [
        "null", "~", "", "[]", "{}", "\"\"", "''", "0", "-1", "65536", "1e309", ".inf", "0x10", "yes", "*", "**", "..", ".", "/", "\\", "con",
        "../../../etc/passwd", "240.0.0.0/33", "::1", "a.b.c.d.e", "999999999999999999999", "2026-01-01", "!!binary aGk=", "&a [*a]", "*a", "<<: *x",
        "{{ .Values.x }}", "$(id)", "\u0000", "\u001b[31m", "\ud800", "\u202e", "ﷺ", "\t", "|", ">-", "- - - -", "? :", "%YAML 9.9", "---", "...",
        "# meshgitops: allow x", "apiVersion: meshgitops.io/v1alpha1", "kind: List", "kind: GlobalNamespace", "\r", "\u2028", "\ufeff",
    ];

    public List<KeyValuePair<string, string>> Next()
    {
        var result = files.ToList();
        var mutations = random.Next(1, 5);
        for (var i = 0; i < mutations; i++)
        {
            var index = random.Next(result.Count);
            result[index] = KeyValuePair.Create(result[index].Key, Mutate(result[index].Value));
        }

        return result;
    }

    private string Mutate(string text) => random.Next(12) switch
    {
        0 => Random(random.Next(200)),
        1 => text[..random.Next(text.Length + 1)],
        2 => Insert(text, Random(random.Next(1, 10))),
        3 => Insert(text, Pick(Nasty)),
        4 => Remove(text),
        5 => ReplaceValue(text),
        6 => DuplicateLine(text),
        7 => SwapLines(text),
        8 => Insert(text, new string(Pick(["[", "{", "- ", "a: {", "? ", "  "])[0], random.Next(1, 400))),
        9 => Indent(text),
        10 => text + "\n---\n" + files[random.Next(files.Count)].Value,
        _ => text.Replace(Pick(["acme", "shop", "catalog", "cart", "a", "b", ":", "- ", "1", "name"]), Pick(Nasty), StringComparison.Ordinal),
    };

    private string Random(int length) =>
        string.Create(length, random, (span, source) =>
        {
            foreach (ref var character in span)
            {
                character = source.Next(4) == 0 ? (char)source.Next(0x10000) : (char)source.Next(0x20, 0x7f);
            }
        });

    private string Insert(string text, string what) => text.Insert(random.Next(text.Length + 1), what);

    private string Remove(string text)
    {
        var start = random.Next(text.Length + 1);
        return text.Remove(start, random.Next(Math.Min(40, text.Length - start) + 1));
    }

    private string ReplaceValue(string text)
    {
        var lines = text.Split('\n');
        var index = random.Next(lines.Length);
        var colon = lines[index].IndexOf(": ", StringComparison.Ordinal);
        lines[index] = colon < 0 ? lines[index] : lines[index][..(colon + 2)] + Pick(Nasty);
        return string.Join('\n', lines);
    }

    private string DuplicateLine(string text)
    {
        var lines = text.Split('\n').ToList();
        lines.Insert(random.Next(lines.Count), lines[random.Next(lines.Count)]);
        return string.Join('\n', lines);
    }

    private string SwapLines(string text)
    {
        var lines = text.Split('\n');
        var (first, second) = (random.Next(lines.Length), random.Next(lines.Length));
        (lines[first], lines[second]) = (lines[second], lines[first]);
        return string.Join('\n', lines);
    }

    private string Indent(string text)
    {
        var lines = text.Split('\n');
        var index = random.Next(lines.Length);
        lines[index] = random.Next(2) == 0 ? "  " + lines[index] : lines[index].TrimStart();
        return string.Join('\n', lines);
    }

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];
}
