using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.Text;

public sealed class ShownTests
{
    [Theory]
    [InlineData("catalog", "catalog")]
    [InlineData("catalogue", "catalogu…")]
    [InlineData("a\r\nb\nc", "a b c")]
    [InlineData("catalog\U0001F600", "catalog…")]
    [InlineData("catalo\U0001F600s", "catalo\U0001F600…")]
    public void Cuts_a_value_at_whole_characters_in_one_line(string value, string expected) => Assert.Equal(expected, Shown.Of(value, 8));

    [Fact]
    public void Shows_80_characters()
    {
        Assert.Equal(new string('a', 80), Shown.Of(new string('a', 80)));
        Assert.Equal(new string('a', 80) + "…", Shown.Of(new string('a', 81)));
    }
}
