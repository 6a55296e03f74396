using System.Collections.Immutable;
using MeshGitOps.Rendering.Dns.Corefiles;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns;

/// <summary>Where the <c>forward</c> and <c>proxy</c> plugins of a Corefile send queries.</summary>
public static class CorefileUpstreams
{
    /// <summary>
    /// The upstreams that CoreDNS refuses, and its whole configuration with them: neither an IP address (with a port, with
    /// <c>tls://</c> or <c>dns://</c>) nor a file such as <c>/etc/resolv.conf</c>. In reading order; empty for a text that is no Corefile.
    /// </summary>
    public static ImmutableArray<Located<string>> Refused(SourceText corefile)
    {
        var (document, _) = CorefileParser.Parse(corefile);
        var upstreams =
            from stanza in document?.Stanzas ?? []
            from plugin in stanza.Plugins
            where plugin.Name.Text is "forward" or "proxy"
            from argument in plugin.Arguments.Skip(1)
            where !IsTaken(argument.Text)
            select new Located<string>(argument.Text, corefile.At(argument.Span));
        return [.. upstreams];
    }

    private static bool IsTaken(string upstream)
    {
        foreach (var scheme in new[] { "tls://", "dns://" })
        {
            if (upstream.StartsWith(scheme, StringComparison.Ordinal))
            {
                return IsTaken(upstream[scheme.Length..]);
            }
        }

        return upstream.StartsWith('/')
            || upstream.StartsWith("{$", StringComparison.Ordinal)
            || upstream.StartsWith("{%", StringComparison.Ordinal)
            || DnsServerAddress.TryParse(upstream) is not null
            || DnsServerAddress.ParseIP(upstream.Trim('[', ']')) is not null;
    }
}
