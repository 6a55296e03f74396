using MeshGitOps.Rendering.Differences;

namespace MeshGitOps.Tests.Differences;

public sealed class LineComparisonTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("a b c", "a b c", "")]
    [InlineData("", "a b", "0 + a b")]
    [InlineData("a b", "", "0 - a b +")]
    [InlineData("a b c", "a x c", "1 - b + x")]
    [InlineData("a } b } c }", "a } x } b } c }", "2 + x }")]
    [InlineData("a b c d", "b c d a", "0 - a +|4 + a")]
    public void Finds_the_lines_that_differ(string before, string after, string expected) => Assert.Equal(
        expected,
        string.Join('|', LineComparison.Of([.. Words(before)], [.. Words(after)])
            .Select(change => $"{change.Start}{Spell(" -", change.Before)} +{Spell("", change.After)}")));

    [Fact]
    public void Makes_the_new_text_of_the_old_one_whatever_their_size()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            // From a few lines that all repeat to more than the table of one stretch holds.
            var (length, words) = (random.Next(round * 4), random.Next(1, 2 + (round * 3)));
            var before = Lines(random, length, words);
            var after = random.Next(2) == 0 ? Lines(random, length, words) : [.. before.Where(_ => random.Next(10) > 0).SelectMany(line => random.Next(10) == 0 ? [line, "new"] : new[] { line })];

            Assert.Equal(after, Apply(before, LineComparison.Of([.. before], [.. after])));
        }
    }

    [Fact]
    public void A_large_text_that_differs_everywhere_is_one_change()
    {
        string[] before = [.. Enumerable.Range(0, 300_000).Select(i => $"a{i % 3}")];
        string[] after = [.. Enumerable.Range(0, 300_000).Select(i => $"b{i % 3}")];

        Assert.Single(LineComparison.Of([.. before], [.. after]));
    }

    [Fact]
    public void Lines_end_as_they_do_in_a_source() =>
        Assert.Equal(["a\n", "b\r\n", "c\r", "d"], LineChange.LinesOf("a\nb\r\nc\rd").ToArray());

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Spell(string mark, IEnumerable<string> lines) => lines.Any() || mark.Length == 0 ? $"{mark}{string.Concat(lines.Select(line => " " + line))}" : "";

    private static string[] Lines(Random random, int length, int words) => [.. Enumerable.Range(0, length).Select(_ => $"w{random.Next(words)}")];

    private static List<string> Apply(string[] before, IEnumerable<LineChange> changes)
    {
        var result = new List<string>();
        var position = 0;
        foreach (var change in changes)
        {
            result.AddRange(before[position..change.Start]);
            Assert.Equal(before[change.Start..change.End], change.Before);
            result.AddRange(change.After);
            position = change.End;
        }

        result.AddRange(before[position..]);
        return result;
    }
}
