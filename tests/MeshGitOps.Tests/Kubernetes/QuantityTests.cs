using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Tests.Kubernetes;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("250m", "0.25")]
    [InlineData("4", "4")]
    [InlineData("0.5", "0.5")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("+1", "1")]
    [InlineData("-1500m", "-1.5")]
    [InlineData("1n", "0.000000001")]
    [InlineData("2u", "0.000002")]
    [InlineData("3k", "3000")]
    [InlineData("650M", "650000000")]
    [InlineData("1G", "1000000000")]
    [InlineData("1Ki", "1024")]
    [InlineData("1.5Mi", "1572864")]
    [InlineData("16Gi", "17179869184")]
    [InlineData("1Ti", "1099511627776")]
    [InlineData("1e3", "1000")]
    [InlineData("1E3", "1000")]
    [InlineData("12e-1", "1.2")]
    [InlineData("1E", "1000000000000000000")]
    public void Reads_what_Kubernetes_writes(string text, string expected) =>
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Quantity.TryParse(text)?.Value);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("m")]
    [InlineData("1.2.3")]
    [InlineData("650MB")]
    [InlineData("1 Gi")]
    [InlineData("1K")]
    [InlineData("--1")]
    [InlineData("1e")]
    [InlineData("1e+-3")]
    [InlineData("0x10")]
    [InlineData("1,5")]
    [InlineData("Infinity")]
    public void Refuses_what_is_no_quantity(string text) => Assert.Null(Quantity.TryParse(text));

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("100E")]
    [InlineData("9999999999999999999999999999999999999999")]
    [InlineData("1e40")]
    [InlineData("8Ei")]
    [InlineData("1e999999999")]
    public void Takes_nothing_above_what_64_bits_hold(string text) => Assert.Equal(long.MaxValue, Quantity.TryParse(text)?.Value);

    [Fact]
    public void Refuses_a_text_without_end() => Assert.Null(Quantity.TryParse(new string('1', 65)));

    [Fact]
    public void Compares_by_value_and_shows_what_is_written()
    {
        var half = Quantity.TryParse("500m");
        var one = Quantity.TryParse("1");

        Assert.True(half?.CompareTo(one!.Value) < 0);
        Assert.Equal("500m", half.ToString());
    }
}
