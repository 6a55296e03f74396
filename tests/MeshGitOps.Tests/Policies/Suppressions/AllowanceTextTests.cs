using System.Globalization;
using MeshGitOps.Policies.Suppressions;

namespace MeshGitOps.Tests.Policies.Suppressions;

public sealed class AllowanceTextTests
{
    [Theory]
    [InlineData("a because b", "a", "b", null)]
    [InlineData("  a ,b,, c\tbecause\tb c  ", "a|b|c", "b c", null)]
    [InlineData("a because b until 2027-01-31", "a", "b", "2027-01-31")]
    [InlineData("a because we wait until spring", "a", "we wait until spring", null)]
    [InlineData("a because until 2026 it waits until 2027-01-31 ", "a", "until 2026 it waits", "2027-01-31")]
    [InlineData("a because because", "a", "because", null)]
    [InlineData("a", "a", null, null)]
    [InlineData("a until 2027-01-31", "a", null, "2027-01-31")]
    [InlineData("a because", "a", null, null)]
    [InlineData("a because until 2027-01-31", "a", null, "2027-01-31")]
    [InlineData("a, b until 2027-01-31 because c", "a|b", "c", "2027-01-31")]
    [InlineData("a until 2026-01-31 because c until 2027-01-31", "a until 2026-01-31", "c", "2027-01-31")]
    [InlineData("because b", "", "b", null)]
    [InlineData("", "", null, null)]
    [InlineData("abecause b", "abecause b", null, null)]
    public void Reads_rules_reason_and_day(string text, string rules, string? reason, string? until)
    {
        var parsed = AllowanceText.Parse(text);

        Assert.Equal(rules, string.Join('|', parsed.Rules.Select(rule => text.Substring(rule.Start, rule.Length))));
        Assert.Equal(reason, parsed.Reason);
        Assert.Equal(until, parsed.Until is { } span ? text.Substring(span.Start, span.Length) : null);
        Assert.Equal(until, parsed.Date?.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("2026-1-1")]
    [InlineData("31.01.2027")]
    [InlineData("2027-01-31T00:00")]
    [InlineData("2027-01-31 or later")]
    [InlineData("2027-01-31)", "(")]
    public void Knows_no_other_days(string day, string before = "")
    {
        var parsed = AllowanceText.Parse($"a because b {before}until {day}");

        Assert.NotNull(parsed.Until);
        Assert.Null(parsed.Date);
    }
}
