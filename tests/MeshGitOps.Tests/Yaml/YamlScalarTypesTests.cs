using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Tests.Yaml;

public sealed class YamlScalarTypesTests
{
    [Theory]
    [InlineData("", YamlScalarType.Null)]
    [InlineData("~", YamlScalarType.Null)]
    [InlineData("Null", YamlScalarType.Null)]
    [InlineData("true", YamlScalarType.Boolean)]
    [InlineData("FALSE", YamlScalarType.Boolean)]
    [InlineData("tRue", YamlScalarType.String)]
    [InlineData("yes", YamlScalarType.String)]
    [InlineData("on", YamlScalarType.String)]
    [InlineData("012", YamlScalarType.Integer)]
    [InlineData("-7", YamlScalarType.Integer)]
    [InlineData("0o17", YamlScalarType.Integer)]
    [InlineData("0xfF", YamlScalarType.Integer)]
    [InlineData("99999999999999999999", YamlScalarType.Integer)]
    [InlineData("1_000", YamlScalarType.String)]
    [InlineData("1:30", YamlScalarType.String)]
    [InlineData("1.", YamlScalarType.Float)]
    [InlineData(".5", YamlScalarType.Float)]
    [InlineData("-1.5e+3", YamlScalarType.Float)]
    [InlineData("1e3", YamlScalarType.Float)]
    [InlineData(".inf", YamlScalarType.Float)]
    [InlineData("-.INF", YamlScalarType.Float)]
    [InlineData(".nan", YamlScalarType.Float)]
    [InlineData("1e", YamlScalarType.String)]
    [InlineData(".", YamlScalarType.String)]
    [InlineData("-", YamlScalarType.String)]
    [InlineData("+", YamlScalarType.String)]
    [InlineData("1.2.3", YamlScalarType.String)]
    [InlineData("0x", YamlScalarType.String)]
    [InlineData("1e3 ", YamlScalarType.String)]
    public void A_plain_scalar_has_the_type_of_the_core_schema(string value, YamlScalarType type) =>
        Assert.Equal(type, YamlScalarTypes.TypeOf(Plain(value)));

    [Theory]
    [InlineData("12", 12L)]
    [InlineData("012", 12L)]
    [InlineData("+3", 3L)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("0x10", 16L)]
    [InlineData("0o17", 15L)]
    [InlineData("0o777777777777777777777", long.MaxValue)]
    public void Reads_integers(string value, long expected)
    {
        Assert.True(YamlScalarTypes.TryGetInteger(Plain(value), out var actual));
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("0x8000000000000000")]
    [InlineData("0o1000000000000000000000")]
    [InlineData("1.0")]
    [InlineData(" 1")]
    public void Refuses_what_is_no_integer_of_64_bits(string value) =>
        Assert.False(YamlScalarTypes.TryGetInteger(Plain(value), out _));

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("12", 12.0)]
    [InlineData("1e3", 1000.0)]
    [InlineData("-.inf", double.NegativeInfinity)]
    [InlineData("99999999999999999999", 1e20)]
    public void Reads_numbers(string value, double expected)
    {
        Assert.True(YamlScalarTypes.TryGetNumber(Plain(value), out var actual));
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void A_quoted_scalar_is_always_a_string()
    {
        var quoted = (YamlScalar)YamlTree.Root("'true'");

        Assert.Equal(YamlScalarType.String, YamlScalarTypes.TypeOf(quoted));
        Assert.False(YamlScalarTypes.TryGetBoolean(quoted, out _));
        Assert.False(YamlScalarTypes.IsNull((YamlScalar)YamlTree.Root("''")));
        Assert.False(YamlScalarTypes.TryGetInteger((YamlScalar)YamlTree.Root("'1'"), out _));
        Assert.False(YamlScalarTypes.IsBooleanInYaml11((YamlScalar)YamlTree.Root("'yes'")));
        Assert.True(YamlScalarTypes.IsBooleanInYaml11(Plain("yes")));
    }

    private static YamlScalar Plain(string value) =>
        new(new("test.yaml", value), new(0, value.Length), 0, value, isPlain: true);
}
