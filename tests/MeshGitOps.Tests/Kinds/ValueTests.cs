using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Tests.Kinds;

public sealed class ValueTests
{
    [Theory]
    [InlineData("10s", 10_000.0)]
    [InlineData("1m30s", 90_000.0)]
    [InlineData("500ms", 500.0)]
    [InlineData("1.5s", 1_500.0)]
    [InlineData("1h", 3_600_000.0)]
    [InlineData("0.5ms", null)]
    [InlineData("0s", null)]
    [InlineData("10", null)]
    [InlineData("s", null)]
    [InlineData("-1s", null)]
    [InlineData("1d", null)]
    [InlineData("1..5s", null)]
    [InlineData("999999999999999h", null)]
    public void Reads_durations(string text, double? milliseconds) =>
        Assert.Equal(milliseconds, Durations.TryParse(text)?.TotalMilliseconds);

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("1", false)]
    [InlineData("10.1", false)]
    [InlineData("0x7f.0.0.1", false)]
    [InlineData("010.0.0.1", false)]
    [InlineData("10.0.0.256", false)]
    [InlineData("[fd00::1]", false)]
    [InlineData("fe80::1%eth0", false)]
    [InlineData("10.0.0.1 ", false)]
    public void Knows_addresses(string text, bool expected) => Assert.Equal(expected, IpLiterals.IsAddress(text));

    [Theory]
    [InlineData("10.0.0.0/16", true)]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("fd00::/8", true)]
    [InlineData("10.0.0.1/16", false)]
    [InlineData("10.0.0.0/33", false)]
    [InlineData("10.0.0.0", false)]
    [InlineData("10.0.0.0/", false)]
    [InlineData("10.0.0.0/016", false)]
    public void Knows_ranges(string text, bool expected) => Assert.Equal(expected, IpLiterals.IsCidr(text));

    [Theory]
    [InlineData("10.0.0.1:53", true)]
    [InlineData("[fd00::1]:53", true)]
    [InlineData("fd00::1", true)]
    [InlineData("10.0.0.1:0", false)]
    [InlineData("[10.0.0.1]:53", false)]
    [InlineData("dns.test:53", false)]
    public void Knows_addresses_with_ports(string text, bool expected) =>
        Assert.Equal(expected, IpLiterals.IsAddressWithPort(text));

    [Theory]
    [InlineData("app", true)]
    [InlineData("app.kubernetes.io/name", true)]
    [InlineData("Example.com/name", false)]
    [InlineData("/name", false)]
    [InlineData("a/b/c", false)]
    [InlineData("example.com/", false)]
    [InlineData("-a", false)]
    public void Knows_label_keys(string text, bool expected) => Assert.Equal(expected, SpecValues.IsLabelKey(text));

    [Theory]
    [InlineData("", true)]
    [InlineData("V1_2.3", true)]
    [InlineData("a b", false)]
    [InlineData("a-", false)]
    public void Knows_label_values(string text, bool expected) => Assert.Equal(expected, SpecValues.IsLabelValue(text));

    [Theory]
    [InlineData("apps/aws", true)]
    [InlineData("../apps/", true)]
    [InlineData(".", true)]
    [InlineData("/apps", false)]
    [InlineData("C:/apps", false)]
    [InlineData("a\\b", false)]
    [InlineData("a//b", false)]
    [InlineData("a\nb", false)]
    public void Knows_relative_paths(string text, bool expected) => Assert.Equal(expected, SpecValues.IsRelativePath(text));

    [Theory]
    [InlineData("1", true)]
    [InlineData("65535", true)]
    [InlineData("0", false)]
    [InlineData("65536", false)]
    [InlineData("080", false)]
    [InlineData("+80", false)]
    public void Knows_ports(string text, bool expected) => Assert.Equal(expected, SpecValues.IsPort(text));
}
