using System.Collections.Immutable;
using MeshGitOps.Rendering.Dns.Corefiles;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// Reads a rendered Corefile again before it is handed on: with <c>reload</c> CoreDNS keeps the old one after a mistake,
/// and the next pod does not start.
/// </summary>
internal static class CorefileSoundness
{
    /// <summary>Null where the text holds a server block of its own for each zone; else what is wrong, as the end of a sentence.</summary>
    public static string? FindMistake(string text, IEnumerable<DnsZone> zones, int port)
    {
        if (CorefileParser.Parse(new SourceText("Corefile", text)) is not { Value: { } document })
        {
            return "cannot be read again";
        }

        var keys = new Dictionary<CorefileKey, CorefileStanza>();
        foreach (var stanza in document.Stanzas.Where(stanza => stanza.Form != CorefileStanzaForm.Snippet))
        {
            foreach (var token in stanza.Keys)
            {
                if (CorefileKey.TryParse(token.Text) is { } key && !keys.TryAdd(key, stanza))
                {
                    return $"defines zone '{key.Zone}' twice";
                }
            }
        }

        foreach (var zone in zones)
        {
            if (!keys.TryGetValue(new CorefileKey("dns", zone.Domain, port), out var stanza))
            {
                return $"lacks zone '{zone.Domain}'";
            }

            if (CountOf(stanza.Plugins, "forward") + CountOf(stanza.Plugins, "proxy") != 1 || CountOf(stanza.Plugins, "hosts") > 1)
            {
                return $"does not answer zone '{zone.Domain}'";
            }
        }

        return null;
    }

    private static int CountOf(ImmutableArray<CorefilePlugin> plugins, string name) =>
        plugins.Count(plugin => plugin.Name.Text == name);
}
