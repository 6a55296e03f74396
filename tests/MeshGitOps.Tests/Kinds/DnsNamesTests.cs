using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Tests.Kinds;

public sealed class DnsNamesTests
{
    [Theory]
    [InlineData("aws-west", true)]
    [InlineData("3scale", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("Aws", false)]
    [InlineData("a.b", false)]
    [InlineData("a_b", false)]
    [InlineData("\u0131stanbul", false)]
    public void Knows_a_label(string text, bool expected) => Assert.Equal(expected, DnsNames.IsLabel(text));

    [Fact]
    public void A_label_has_at_most_63_characters()
    {
        Assert.True(DnsNames.IsLabel(new string('a', 63)));
        Assert.False(DnsNames.IsLabel(new string('a', 64)));
    }

    [Theory]
    [InlineData("acme.example.com", true)]
    [InlineData("global", true)]
    [InlineData("acme.example.com.", false)]
    [InlineData("acme..com", false)]
    [InlineData(".com", false)]
    [InlineData("Acme.com", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("*.acme.com", false)]
    public void Knows_a_domain(string text, bool expected) => Assert.Equal(expected, DnsNames.IsDomain(text));

    [Fact]
    public void A_domain_has_at_most_253_characters()
    {
        var label = new string('a', 63);
        Assert.True(DnsNames.IsDomain($"{label}.{label}.{label}.{label[..61]}"));
        Assert.False(DnsNames.IsDomain($"{label}.{label}.{label}.{label[..62]}"));
    }

    [Theory]
    [InlineData("con", false)]
    [InlineData("nul", false)]
    [InlineData("lpt9", false)]
    [InlineData("console", true)]
    public void Refuses_device_names_for_objects(string text, bool expected) =>
        Assert.Equal(expected, DnsNames.IsObjectName(text));

    [Theory]
    [InlineData("acme.com", "acme.com", true)]
    [InlineData("catalog.acme.com", "acme.com", true)]
    [InlineData("notacme.com", "acme.com", false)]
    [InlineData("com", "acme.com", false)]
    public void Knows_what_lies_within_a_domain(string name, string domain, bool expected) =>
        Assert.Equal(expected, DnsNames.IsWithin(name, domain));
}
