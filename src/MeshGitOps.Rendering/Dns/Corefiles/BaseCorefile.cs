using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns.Corefiles;

/// <summary>Checks the committed Corefile of a cluster against the CoreDNS that runs there and the zones that are to be added.</summary>
internal sealed class BaseCorefile
{
    private const int MaxFindingsOfAKind = 20;

    private readonly Dictionary<DiagnosticDescriptor, int> _counts = [];
    private readonly CorefileDocument _document;
    private readonly ClusterPlan _plan;
    private readonly CoreDnsVersion _version;
    private readonly DiagnosticBag _bag;

    private BaseCorefile(CorefileDocument document, ClusterPlan plan, CoreDnsVersion version, DiagnosticBag bag)
    {
        _document = document;
        _plan = plan;
        _version = version;
        _bag = bag;
    }

    /// <param name="blocks">The blocks between markers, in reading order.</param>
    public static void Check(
        CorefileDocument document,
        ImmutableArray<CorefileBlock> blocks,
        ClusterPlan plan,
        CoreDnsVersion version,
        DiagnosticBag bag)
    {
        var corefile = new BaseCorefile(document, plan, version, bag);
        var replaced = corefile.FindReplaced(blocks);
        var foreign = Outside(document.Stanzas, replaced);
        corefile.CheckForm(foreign);
        corefile.CheckKeys(foreign);
        foreach (var stanza in foreign)
        {
            corefile.CheckPlugins(stanza);
        }

        corefile.CheckReload(foreign);
    }

    private List<CorefileBlock> FindReplaced(ImmutableArray<CorefileBlock> blocks)
    {
        var ours = _plan.Dns.Zones.Select(zone => zone.GlobalNamespace).ToHashSet(StringComparer.Ordinal);
        var replaced = new List<CorefileBlock>();
        foreach (var block in blocks)
        {
            if (ours.Contains(block.GlobalNamespace))
            {
                replaced.Add(block);
                continue;
            }

            Add(
                DnsDiagnostics.CorefileForeignBlock,
                _document.Source.At(block.Span),
                $"The base Corefile holds a block of GlobalNamespace '{block.GlobalNamespace}', for which nothing is rendered "
                + $"in cluster '{_plan.Name}'; it is kept.",
                "Remove the block from the base Corefile if no other workspace owns it.");
        }

        return replaced;
    }

    private static List<CorefileStanza> Outside(ImmutableArray<CorefileStanza> stanzas, List<CorefileBlock> replaced)
    {
        var result = new List<CorefileStanza>();
        var next = 0;
        foreach (var stanza in stanzas)
        {
            while (next < replaced.Count && replaced[next].Span.End <= stanza.Span.Start)
            {
                next++;
            }

            if (next == replaced.Count || !replaced[next].Span.Contains(stanza.Span))
            {
                result.Add(stanza);
            }
        }

        return result;
    }

    private void CheckForm(List<CorefileStanza> stanzas)
    {
        if (stanzas.Find(stanza => stanza.Form == CorefileStanzaForm.WholeFile) is { } whole)
        {
            Add(
                DnsDiagnostics.CorefileWithoutBraces,
                At(whole.Keys[0]),
                $"The server block '{Shown.Of(whole.Keys[0].Text)}' has no braces, so that no other can follow it.",
                "Put '{' at the end of the line with the zone and '}' on a line at the end of the file.");
        }
        else if (!stanzas.Exists(stanza => stanza.Form == CorefileStanzaForm.Braces))
        {
            Add(
                DnsDiagnostics.BaseCorefileMissing,
                _document.Source.Start,
                $"The base Corefile of cluster '{_plan.Name}' has no server block, so that the cluster DNS would answer nothing else.",
                "Commit the Corefile that the cluster has: 'kubectl -n kube-system get configmap coredns'.");
        }
    }

    private void CheckKeys(List<CorefileStanza> stanzas)
    {
        var keys = new Dictionary<CorefileKey, CorefileToken>();
        foreach (var stanza in stanzas.Where(stanza => stanza.Form != CorefileStanzaForm.Snippet))
        {
            foreach (var token in stanza.Keys)
            {
                if (CorefileKey.TryParse(token.Text) is { } key && !keys.TryAdd(key, token))
                {
                    Add(
                        DnsDiagnostics.CorefileZoneTwice,
                        At(token),
                        $"Zone '{Shown.Of(key.Zone)}' with port {key.Port} stands twice in the Corefile.",
                        "Make one server block of the two.",
                        new RelatedLocation(At(keys[key]), "the first one"));
                }
            }
        }

        foreach (var zone in _plan.Dns.Zones)
        {
            if (keys.TryGetValue(new CorefileKey("dns", zone.Domain, 53), out var token))
            {
                Add(
                    DnsDiagnostics.ZoneDefinedElsewhere,
                    At(token),
                    $"The base Corefile defines zone '{zone.Domain}' of GlobalNamespace '{zone.GlobalNamespace}' already.",
                    "Take this server block out of the base Corefile, or choose another domain.",
                    new RelatedLocation(zone.Location, "the zone"));
            }
        }
    }

    private void CheckPlugins(CorefileStanza stanza)
    {
        foreach (var plugin in stanza.Plugins)
        {
            if (plugin.Name.Text == "proxy")
            {
                CheckProxy(plugin);
            }
            else if (plugin.Name.Text == "kubernetes" && _version.IsAtLeast(CoreDnsVersion.WithoutUpstream))
            {
                foreach (var property in plugin.Properties)
                {
                    if (property is { Depth: 1, Name.Text: "upstream" or "resyncperiod" })
                    {
                        ReportDropped(property.Name, "Option", "of plugin 'kubernetes' ", CoreDnsVersion.WithoutUpstream, "Delete the line.");
                    }
                }
            }
        }
    }

    private void CheckProxy(CorefilePlugin plugin)
    {
        if (_version.IsAtLeast(CoreDnsVersion.WithoutProxy))
        {
            ReportDropped(plugin.Name, "Plugin", "", CoreDnsVersion.WithoutProxy, "Write 'forward' in its place.");
        }
        else if (_version.IsAtLeast(CoreDnsVersion.WithForward))
        {
            Add(
                DnsDiagnostics.CorefilePluginDeprecated,
                At(plugin.Name),
                $"Plugin 'proxy' is deprecated in CoreDNS {_version}: release {CoreDnsVersion.WithoutProxy} dropped it.",
                "Write 'forward' in its place.");
        }
    }

    private void ReportDropped(CorefileToken name, string what, string owner, CoreDnsVersion dropped, string help) => Add(
        DnsDiagnostics.CorefilePluginDropped,
        At(name),
        $"{what} '{name.Text}' {owner}does not exist in CoreDNS {_version}: release {dropped} dropped it.",
        _plan.Dns.CoreDnsVersion is null ? $"{help} If the cluster runs an older CoreDNS, declare it in 'dns.version'." : help);

    /// <summary>One <c>reload</c> counts for the whole file; an import may bring it.</summary>
    private void CheckReload(List<CorefileStanza> stanzas)
    {
        if (stanzas.Count == 0 || stanzas.Exists(stanza => stanza.Plugins.Any(plugin => plugin.Name.Text is "reload" or "import")))
        {
            return;
        }

        var root = stanzas.Find(stanza => CorefileKey.TryParse(stanza.Keys[0].Text) is { Zone: "." }) ?? stanzas[0];
        Add(
            DnsDiagnostics.CorefileWithoutReload,
            At(root.Keys[0]),
            "The base Corefile has no plugin 'reload', so that CoreDNS does not see a change until its pods are restarted.",
            "Add the line 'reload' to this server block.");
    }

    /// <summary>A hostile file holds a mistake half a million times; each kind is reported so often that none is missed.</summary>
    private void Add(
        DiagnosticDescriptor descriptor,
        SourceLocation location,
        string message,
        string help,
        params ReadOnlySpan<RelatedLocation> related)
    {
        var count = _counts.GetValueOrDefault(descriptor);
        _counts[descriptor] = count + 1;
        if (count < MaxFindingsOfAKind)
        {
            _bag.Add(descriptor, location, message, help, related);
        }
    }

    private SourceLocation At(CorefileToken token) => _document.Source.At(token.Span);
}
