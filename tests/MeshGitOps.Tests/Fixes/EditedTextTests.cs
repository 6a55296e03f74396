using System.Collections.Immutable;
using MeshGitOps.Specs.Fixes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Fixes;

public sealed class EditedTextTests
{
    [Fact]
    public void Rounds_of_edits_are_those_of_a_plain_string()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var original = Letters(random, random.Next(0, 40));
            var (expected, edited) = (original, EditedText.Of(new SourceText("a.yaml", original)));
            for (var round = random.Next(0, 5); round >= 0; round--)
            {
                var edits = Edits(random, expected.Length);
                edited = edited.With(edits);
                foreach (var (span, text) in edits.Reverse())
                {
                    expected = expected[..span.Start] + text + expected[span.End..];
                }

                Assert.Equal(expected, edited.ToString());
            }

            var again = original;
            foreach (var (span, text) in edited.Replacements.Reverse())
            {
                again = again[..span.Start] + text + again[span.End..];
            }

            Assert.Equal(expected, again);
        }
    }

    [Fact]
    public void Nothing_is_replaced_at_first()
    {
        Assert.Empty(EditedText.Of(new SourceText("a.yaml", "text")).Replacements);
        Assert.Equal("text", EditedText.Of(new SourceText("a.yaml", "text")).ToString());
    }

    private static ImmutableArray<Replacement> Edits(Random random, int length)
    {
        var edits = ImmutableArray.CreateBuilder<Replacement>();
        for (var start = random.Next(0, 4); start <= length;)
        {
            var removed = random.Next(0, Math.Min(6, length - start + 1));
            edits.Add(new Replacement(new TextSpan(start, removed), Letters(random, random.Next(0, 4))));
            start += removed + random.Next(1, 10);
        }

        return edits.ToImmutable();
    }

    private static string Letters(Random random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next('a', 'z' + 1)));
}
