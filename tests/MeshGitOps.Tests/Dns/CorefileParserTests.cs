using MeshGitOps.Rendering.Dns.Corefiles;

namespace MeshGitOps.Tests.Dns;

public sealed class CorefileParserTests
{
    [Fact]
    public void Reads_server_blocks_plugins_and_their_blocks()
    {
        var document = Read("""
            # a comment
            (snippet) {
                errors # another "one
            }

            .:53, tls://Example.org. {
                import snippet
                hosts /dev/null "exam ple.org" {
                    240.0.0.1 a.example.org
                    fallthrough
                }
                log . {
                    class {
                        deep one
                    }
                }
            }
            import /etc/coredns/custom/*.server
            {$ZONE}:1053 {
                whoami
            }
            """);

        Assert.Equal(
            [
                "Snippet (snippet): errors",
                "Braces .:53 tls://Example.org.: import(snippet) "
                    + "hosts(/dev/null,exam ple.org)[1:240.0.0.1(a.example.org) 1:fallthrough] log(.)[1:class 2:deep(one)]",
                "Braces {$ZONE}:1053: whoami",
            ],
            document.Stanzas.Select(Describe));
        Assert.Equal(["# a comment", "# another \"one"], document.Comments.Select(comment => comment.Text));
    }

    [Fact]
    public void Takes_a_file_without_braces_as_one_server_block()
    {
        Assert.Equal(["WholeFile example.org: errors forward(.,10.0.0.1)"], Read("example.org\nerrors\nforward . 10.0.0.1\n").Stanzas.Select(Describe));
    }

    [Fact]
    public void Reads_escaped_quotes_and_words_over_lines()
    {
        var plugin = Read("a {\n  template \"x\\\"y\\z\nline\" tail\n  errors\n}\n").Stanzas[0].Plugins[0];

        Assert.Equal(["x\"y\\z\nline", "tail"], plugin.Arguments.Select(argument => argument.Text));
    }

    [Fact]
    public void Reads_carriage_returns_as_nothing()
    {
        Assert.Equal(["Braces .:53: errors cache(30)"], Read(".:53 {\r\n  errors # x\r\n  cache 30\r\n}\r\n").Stanzas.Select(Describe));
    }

    [Theory]
    [InlineData(".:53 {\n  errors\n", "The Corefile ends before the '}' of its last server block.", 2, 3)]
    [InlineData(".:53 {\n  hosts {\n  fallthrough\n", "The Corefile ends before the '}' of plugin 'hosts'.", 2, 3)]
    [InlineData(".:53 {\n  errors }\n}\n", "The Corefile has a '}' without a '{'.", 2, 10)]
    [InlineData(".:53 {\n}\n}\n", "The Corefile has '}' where a zone is expected.", 3, 1)]
    [InlineData(".:53{\n}\n", "The Corefile has '.:53{' where a zone is expected.", 1, 1)]
    [InlineData("{\n}\n", "The Corefile has a server block without a zone.", 1, 1)]
    [InlineData("a, {\n}\n", "The Corefile has a server block without a zone.", 1, 4)]
    [InlineData("a {\n{\n}\n}\n", "The Corefile has a '{' where a plugin is expected.", 2, 1)]
    [InlineData("a\nerrors\n}\n", "The Corefile has a '}' without a '{'.", 3, 1)]
    [InlineData("a {\n  log \"x\n}\n", "The Corefile has a quote that is never closed.", 2, 7)]
    public void Reports_what_CoreDNS_would_not_load(string text, string message, int line, int column)
    {
        var result = CorefileParser.Parse(DnsCase.Base(text));

        var finding = Assert.Single(result.Diagnostics);
        Assert.Null(result.Value);
        Assert.Equal($"MGO4105 Error dns/Corefile:{line}:{column}: {message}", DnsCase.Describe(finding));
    }

    [Fact]
    public void Reports_a_file_that_no_ConfigMap_can_hold()
    {
        var finding = Assert.Single(CorefileParser.Parse(DnsCase.Base(new string('a', (1024 * 1024) + 1))).Diagnostics);

        Assert.Equal("The Corefile is larger than the 1 MiB that a ConfigMap can hold.", finding.Message);
    }

    [Fact]
    public void Reads_a_hundred_thousand_levels_without_recursion()
    {
        var text = "a {\nlog " + string.Concat(Enumerable.Repeat("{\n", 100_000)) + string.Concat(Enumerable.Repeat("}\n", 100_000)) + "}\n";

        Assert.Single(Read(text).Stanzas);
    }

    [Theory]
    [InlineData(".", "dns . 53")]
    [InlineData(":1053", "dns . 1053")]
    [InlineData("Example.ORG.:5353", "dns example.org 5353")]
    [InlineData("tls://example.org", "tls example.org 853")]
    [InlineData("https://example.org", "https example.org 443")]
    [InlineData("{$ZONE}:53", null)]
    [InlineData("example.org:dns", null)]
    public void Reads_what_a_key_serves(string text, string? expected)
    {
        var key = CorefileKey.TryParse(text);

        Assert.Equal(expected, key is { } known ? $"{known.Scheme} {known.Zone} {known.Port}" : null);
    }

    private static CorefileDocument Read(string text)
    {
        var result = CorefileParser.Parse(DnsCase.Base(text));
        Assert.Empty(result.Diagnostics.Select(DnsCase.Describe));
        return result.Value!;
    }

    private static string Describe(CorefileStanza stanza) =>
        $"{stanza.Form} {string.Join(' ', stanza.Keys.Select(key => key.Text))}: {string.Join(' ', stanza.Plugins.Select(Describe))}";

    private static string Describe(CorefilePlugin plugin) =>
        plugin.Name.Text + Describe(plugin.Arguments)
        + (plugin.Properties.IsEmpty ? "" : $"[{string.Join(' ', plugin.Properties.Select(line => $"{line.Depth}:{line.Name.Text}{Describe(line.Arguments)}"))}]");

    private static string Describe(IEnumerable<CorefileToken> arguments) =>
        arguments.Any() ? $"({string.Join(',', arguments.Select(argument => argument.Text))})" : "";
}
