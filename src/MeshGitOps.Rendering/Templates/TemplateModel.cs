using System.Collections.Frozen;
using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds.GlobalServices;

namespace MeshGitOps.Rendering.Templates;

/// <summary>
/// What templates see of a cluster's plan: mappings, lists, texts, numbers and booleans, nothing of our own types.
/// The fields of a version never change their meaning or vanish; <c>templates/README.md</c> lists them.
/// </summary>
internal sealed class TemplateModel
{
    /// <summary>Raised where a field changes its meaning or goes; new fields leave it.</summary>
    public const string Version = "v1";

    /// <summary>Every name of a field, at any depth; the keys of labels come to these.</summary>
    public static readonly FrozenSet<string> FieldNames = FrozenSet.Create(
        StringComparer.Ordinal,
        "address", "answered", "closed", "cluster", "clusterDomain", "clusterIP", "configNamespace", "consumed", "consumers", "dns", "domain",
        "draining", "globalNamespace", "globalNamespaces", "host", "hosts", "hostsOptions", "istioNamespace", "istioVersion", "labels", "model",
        "name", "namespace", "namespaces", "network", "number", "pattern", "plugin", "port", "ports", "protocol", "records", "region", "served",
        "servers", "service", "trustDomain", "type", "upstreams", "version", "zone", "zones");

    internal static readonly OrderedDictionary<string, object?> ModelFields = new() { ["version"] = Version };

    private readonly OrderedDictionary<string, object?> _cluster;
    private readonly OrderedDictionary<string, OrderedDictionary<string, object?>> _globalNamespaces = new(StringComparer.Ordinal);
    private readonly List<(string GlobalNamespace, OrderedDictionary<string, object?> Host)> _hosts = [];

    public TemplateModel(ClusterPlan plan)
    {
        _cluster = ClusterOf(plan);
        foreach (var membership in plan.Memberships)
        {
            _globalNamespaces.Add(membership.GlobalNamespace, GlobalNamespaceOf(membership));
        }

        AddHosts(plan);
    }

    public OrderedDictionary<string, object?> ForCluster() => new()
    {
        ["model"] = ModelFields,
        ["cluster"] = _cluster,
        ["globalNamespaces"] = _globalNamespaces.Values.Select(object? (fields) => fields).ToList(),
    };

    /// <summary>By name, sorted.</summary>
    public IEnumerable<(string Name, OrderedDictionary<string, object?> Model)> ForGlobalNamespaces() =>
        _globalNamespaces.Select(entry => (entry.Key, new OrderedDictionary<string, object?>
        {
            ["model"] = ModelFields,
            ["cluster"] = _cluster,
            ["globalNamespace"] = entry.Value,
        }));

    /// <summary>By host, sorted; with the GlobalNamespace of each.</summary>
    public IEnumerable<(string Host, string GlobalNamespace, OrderedDictionary<string, object?> Model)> ForHosts() =>
        _hosts.Select(entry => ((string)(entry.Host["host"] ?? ""), entry.GlobalNamespace, new OrderedDictionary<string, object?>
        {
            ["model"] = ModelFields,
            ["cluster"] = _cluster,
            ["globalNamespace"] = _globalNamespaces[entry.GlobalNamespace],
            ["service"] = entry.Host,
        }));

    internal static OrderedDictionary<string, object?> ClusterOf(ClusterPlan plan)
    {
        var settings = plan.Settings;
        var labels = new OrderedDictionary<string, object?>();
        foreach (var (key, value) in plan.Labels)
        {
            labels.Add(key, value);
        }

        return new OrderedDictionary<string, object?>
        {
            ["name"] = settings.Name,
            ["labels"] = labels,
            ["region"] = settings.Region,
            ["network"] = settings.Network,
            ["clusterDomain"] = settings.ClusterDomain,
            ["trustDomain"] = settings.TrustDomain,
            ["istioVersion"] = settings.IstioVersion.ToString(),
            ["istioNamespace"] = settings.IstioNamespace,
        };
    }

    private static OrderedDictionary<string, object?> GlobalNamespaceOf(MembershipPlan membership) => new()
    {
        ["name"] = membership.GlobalNamespace,
        ["domain"] = membership.Domain,
        ["configNamespace"] = membership.ConfigNamespace,
        ["namespaces"] = ListOf(membership.Namespaces),
        ["hosts"] = new List<object?>(),
    };

    /// <summary>What is consumed and what is served here, together, sorted by host.</summary>
    private void AddHosts(ClusterPlan plan)
    {
        var consumed = plan.ClientEntries.ToDictionary(entry => entry.Host.Host, StringComparer.Ordinal);
        var served = plan.ServerEntries.Select(entry => entry.Host.Host).ToHashSet(StringComparer.Ordinal);
        var hosts = plan.ClientEntries.Select(entry => entry.Host)
            .Concat(plan.ServerEntries.Select(entry => entry.Host))
            .DistinctBy(host => host.Host, StringComparer.Ordinal)
            .OrderBy(host => host.Host, StringComparer.Ordinal);
        foreach (var host in hosts)
        {
            if (_globalNamespaces.TryGetValue(host.GlobalNamespace, out var globalNamespace) && globalNamespace["hosts"] is List<object?> list)
            {
                var fields = HostOf(host, consumed.GetValueOrDefault(host.Host), served.Contains(host.Host));
                list.Add(fields);
                _hosts.Add((host.GlobalNamespace, fields));
            }
        }
    }

    private static OrderedDictionary<string, object?> HostOf(GlobalHost host, ClientEntryPlan? entry, bool isServed) => new()
    {
        ["host"] = host.Host,
        ["address"] = host.VirtualAddress,
        ["name"] = host.Service.Name,
        ["namespace"] = host.Service.Namespace,
        ["ports"] = host.Ports.Select(object? (port) => new OrderedDictionary<string, object?>
        {
            ["number"] = port.Number,
            ["name"] = port.Name,
            ["protocol"] = port.Protocol.ToIstio(),
        }).ToList(),
        ["servers"] = host.Servers.Select(object? (server) => new OrderedDictionary<string, object?>
        {
            ["cluster"] = server.Cluster,
            ["name"] = server.Service.Name,
            ["namespace"] = server.Service.Namespace,
            ["draining"] = server.State == ServingState.Draining,
        }).ToList(),
        ["consumers"] = ListOf(entry?.ExportTo ?? []),
        ["consumed"] = entry is not null,
        ["served"] = isServed,
    };

    private static List<object?> ListOf(ImmutableArray<string> texts) => [.. texts];
}
