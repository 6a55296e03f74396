using System.Text.RegularExpressions;
using MeshGitOps.Rendering.Dns.Corefiles;

namespace MeshGitOps.Tests.Dns;

/// <summary>
/// What CoreDNS answers for the plugins that a zone of ours has, in the order in which CoreDNS asks them
/// (plugin.cfg: template, hosts, forward): a stand-in for the program, which the build machines do not have.
/// </summary>
internal static class CorefileAnswers
{
    /// <summary><c>NOERROR 240.0.16.7</c>, <c>NOERROR SOA</c>, <c>NXDOMAIN SOA</c>, <c>forward . 10.0.0.53</c>.</summary>
    public static string Ask(string corefile, string zone, string name, string type)
    {
        var document = CorefileParser.Parse(DnsCase.Base(corefile)).Value!;
        var stanza = document.Stanzas.Single(stanza => stanza.Keys.Any(key => CorefileKey.TryParse(key.Text)!.Value.Zone == zone));
        foreach (var template in Plugins(stanza, "template"))
        {
            if (template.Arguments[1].Text is var asked && asked != "ANY" && asked != type)
            {
                continue;
            }

            var match = Property(template, "match");
            if (match is not null && !Regex.IsMatch($"{name}.", match))
            {
                continue;
            }

            return Property(template, "answer") is { } answer
                ? $"NOERROR {answer.Split(' ')[^1]}"
                : $"{Property(template, "rcode")} {Property(template, "authority")!.Split(' ')[3]}";
        }

        foreach (var line in Plugins(stanza, "hosts").SelectMany(hosts => hosts.Properties))
        {
            if (line.Arguments is [{ Text: var host }] && host == name)
            {
                return type == "A" ? $"NOERROR {line.Name.Text}" : "NOERROR";
            }
        }

        var forward = stanza.Plugins.Single(plugin => plugin.Name.Text is "forward" or "proxy");
        return $"{forward.Name.Text} {string.Join(' ', forward.Arguments.Select(argument => argument.Text))}";
    }

    private static IEnumerable<CorefilePlugin> Plugins(CorefileStanza stanza, string name) =>
        stanza.Plugins.Where(plugin => plugin.Name.Text == name);

    private static string? Property(CorefilePlugin plugin, string name) =>
        plugin.Properties.Where(property => property.Name.Text == name).Select(property => property.Arguments[0].Text).SingleOrDefault();
}
