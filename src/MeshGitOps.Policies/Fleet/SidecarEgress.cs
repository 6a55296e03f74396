using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Fleet;

/// <summary>
/// What a Sidecar lets its pods see: the <c>namespace/host</c> entries of its egress listeners.
/// Source: the Sidecar page of Istio's reference; since 1.31 an entry may begin with '~' to take something away.
/// </summary>
internal sealed class SidecarEgress
{
    private readonly HashSet<(string Namespace, string Host)> _entries = [];

    public SidecarEgress(WorkloadPolicy sidecar)
    {
        var own = sidecar.Object.Key.Namespace;
        var listeners = sidecar.Object.Spec.Mappings("egress").ToList();
        Hosts = [.. listeners.SelectMany(listener => listener.Texts("hosts"))];
        Location = listeners is [var first, ..] ? first.KeyLocation("hosts") : sidecar.Object.Location;
        foreach (var host in Hosts)
        {
            var (@namespace, name) = Split(host.Value, own);
            _entries.Add((@namespace, name));
        }
    }

    /// <summary>As written, in their order.</summary>
    public IReadOnlyList<Located<string>> Hosts { get; }

    /// <summary>Of the first list of hosts; of the Sidecar where it has none.</summary>
    public SourceLocation Location { get; }

    /// <summary>Whether it narrows anything: without egress the Sidecar takes what the namespace or the mesh has.</summary>
    public bool IsNarrowing => Hosts.Count > 0 && !_entries.Contains(("*", "*")) && !Hosts.Any(host => host.Value.StartsWith('~') && host.Value != "~/*");

    public bool Sees(string @namespace, string host) =>
        Has(@namespace, "*") || Has(@namespace, host) || DomainSuffixes.Of(host).Skip(1).Any(suffix => Has(@namespace, $"*.{suffix}"));

    /// <summary>An entry taken apart; its own namespace stands for '.'.</summary>
    public static (string Namespace, string Host) Split(string entry, string own)
    {
        var slash = entry.IndexOf('/', StringComparison.Ordinal);
        var @namespace = slash < 0 ? "*" : entry[..slash];
        return (@namespace == "." ? own : @namespace, entry[(slash + 1)..]);
    }

    private bool Has(string @namespace, string host) => _entries.Contains((@namespace, host)) || _entries.Contains(("*", host));
}
