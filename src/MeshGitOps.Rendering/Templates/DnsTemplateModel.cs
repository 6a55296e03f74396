using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Rendering.Templates;

/// <summary>What the templates see that stand in the place of the server block of a zone, and of the responder.</summary>
internal static class DnsTemplateModel
{
    private const string NodeResolver = "/etc/resolv.conf";

    public static OrderedDictionary<string, object?> ForZone(ClusterPlan plan, StubTarget target, DnsZone zone) => new()
    {
        ["model"] = TemplateModel.ModelFields,
        ["cluster"] = TemplateModel.ClusterOf(plan),
        ["dns"] = DnsOf(target.Version, target.Upstreams.IsEmpty ? [NodeResolver] : target.Upstreams),
        ["zone"] = ZoneOf(zone, 53, target.Mode == DnsMode.Hosts, target.IsClosed),
    };

    public static OrderedDictionary<string, object?> ForResponder(ClusterPlan plan, StubTarget target, string clusterIP)
    {
        var dns = DnsOf(target.Version, [NodeResolver]);
        dns.Add("clusterIP", clusterIP);
        return new()
        {
            ["model"] = TemplateModel.ModelFields,
            ["cluster"] = TemplateModel.ClusterOf(plan),
            ["dns"] = dns,
            ["zones"] = plan.Dns.Zones.Select(object? (zone) => ZoneOf(zone, Responder.Port, isAnswered: true, target.IsClosed)).ToList(),
        };
    }

    private static OrderedDictionary<string, object?> DnsOf(CoreDnsVersion version, IEnumerable<string> upstreams) => new()
    {
        ["version"] = version.ToString(),
        ["hostsOptions"] = version.IsAtLeast(CoreDnsVersion.WithHostsOptions),
        ["plugin"] = StubStanza.ForwardPlugin(version),
        ["upstreams"] = upstreams.Select(object? (upstream) => upstream).ToList(),
    };

    private static OrderedDictionary<string, object?> ZoneOf(DnsZone zone, int port, bool isAnswered, bool isClosed) => new()
    {
        ["globalNamespace"] = zone.GlobalNamespace,
        ["domain"] = zone.Domain,
        ["port"] = port,
        ["answered"] = isAnswered,
        ["closed"] = isAnswered && isClosed,
        ["pattern"] = ClosedZone.Pattern(zone),
        ["records"] = zone.Records.Select(object? (record) => new OrderedDictionary<string, object?>
        {
            ["host"] = record.Host,
            ["address"] = record.Address,
            ["type"] = ClosedZone.TypeOf(record),
            ["pattern"] = ClosedZone.Escape(record.Host),
        }).ToList(),
    };
}
