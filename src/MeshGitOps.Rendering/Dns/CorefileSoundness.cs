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

            if (!IsOpen(stanza.Plugins) && !IsClosed(stanza.Plugins))
            {
                return $"does not answer zone '{zone.Domain}'";
            }
        }

        return null;
    }

    /// <summary>Whether other names of the zone go on to somebody else.</summary>
    public static bool IsOpen(ImmutableArray<CorefilePlugin> plugins) =>
        CountOf(plugins, "forward") + CountOf(plugins, "proxy") == 1 && CountOf(plugins, "hosts") <= 1 && CountOf(plugins, "template") == 0;

    /// <summary>The plugins are asked in the order of their lines, so that only the last one may answer every name.</summary>
    public static bool IsClosed(ImmutableArray<CorefilePlugin> plugins)
    {
        var templates = plugins.Where(plugin => plugin.Name.Text == "template").ToList();
        return templates.Count >= 2
            && CountOf(plugins, "forward") + CountOf(plugins, "proxy") + CountOf(plugins, "hosts") == 0
            && templates.TrueForAll(template => FallsThrough(template) == (template != templates[^1]));
    }

    private static bool FallsThrough(CorefilePlugin plugin) => plugin.Properties.Any(property => property.Name.Text == "fallthrough");

    private static int CountOf(ImmutableArray<CorefilePlugin> plugins, string name) =>
        plugins.Count(plugin => plugin.Name.Text == name);
}
