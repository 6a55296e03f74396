using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Fleet;

/// <summary>The hosts of a cluster by name; a look-up does not depend on how many there are.</summary>
public sealed class MeshHosts
{
    private readonly Dictionary<string, List<MeshHost>> _byName = new(StringComparer.Ordinal);
    private readonly string _clusterDomain;

    internal MeshHosts(string clusterDomain, IEnumerable<MeshHost> hosts)
    {
        _clusterDomain = clusterDomain;
        All = [.. hosts];
        foreach (var host in All)
        {
            if (!_byName.TryGetValue(host.Name, out var same))
            {
                _byName.Add(host.Name, same = []);
            }

            same.Add(host);
        }
    }

    /// <summary>Services, then ServiceEntries, then the plan's; each in the order of its list.</summary>
    public ImmutableArray<MeshHost> All { get; }

    /// <summary>
    /// The full name that Istio makes of a host in an object: only a name without any dot gets the namespace and the cluster's domain.
    /// Source: ResolveShortnameToFQDN in pilot/pkg/model.
    /// </summary>
    public string FullName(string host, string @namespace) =>
        host.Length == 0 || host.Contains('.', StringComparison.Ordinal) || host.Contains('*', StringComparison.Ordinal)
            ? host
            : $"{host}.{@namespace}.svc.{_clusterDomain}";

    /// <summary>All hosts with exactly this name, whoever sees them.</summary>
    public IReadOnlyList<MeshHost> Named(string fullName) => _byName.TryGetValue(fullName, out var hosts) ? hosts : [];

    /// <summary>The hosts that answer to a name for clients in a namespace: exact ones, else those of the nearest wildcard.</summary>
    public IReadOnlyList<MeshHost> Find(string fullName, string @namespace) =>
        Nearest(fullName, hosts => [.. hosts.Where(host => host.IsVisibleFrom(@namespace))]);

    /// <summary>The hosts that answer to a name, whoever sees them.</summary>
    public IReadOnlyList<MeshHost> FindForAnyone(string fullName) => Nearest(fullName, hosts => hosts);

    private IReadOnlyList<MeshHost> Nearest(string fullName, Func<IReadOnlyList<MeshHost>, IReadOnlyList<MeshHost>> visible)
    {
        if (visible(Named(fullName)) is { Count: > 0 } exact)
        {
            return exact;
        }

        var name = fullName.StartsWith("*.", StringComparison.Ordinal) ? fullName[2..] : fullName;
        foreach (var suffix in DomainSuffixes.Of(name).Skip(1))
        {
            if (visible(Named($"*.{suffix}")) is { Count: > 0 } wildcard)
            {
                return wildcard;
            }
        }

        return [];
    }

    internal static IEnumerable<MeshHost> Of(KubernetesService service, string clusterDomain)
    {
        yield return new MeshHost
        {
            Name = $"{service.Key.Name}.{service.Key.Namespace}.svc.{clusterDomain}",
            Namespace = service.Key.Namespace,
            Ports = [.. service.Ports.Select(port => new MeshHostPort(port.Number, port.Name, PortProtocol.Of(port).Protocol))],
            ExportTo = ExportToOf(service),
            Location = service.Location,
            Service = service,
        };
    }

    internal static IEnumerable<MeshHost> Of(ServiceEntry entry)
    {
        ImmutableArray<MeshHostPort> ports =
        [
            .. entry.Ports.Where(port => port.Number is not null)
                .Select(port => new MeshHostPort(port.Number?.Value ?? 0, port.Name?.Value, PortProtocol.Parse(port.Protocol?.Value ?? ""))),
        ];
        return entry.Hosts.Select(host => new MeshHost
        {
            Name = host.Value,
            Namespace = entry.Object.Key.Namespace,
            Ports = ports,
            ExportTo = Visibility(entry.ExportTo, entry.Object.Key.Namespace),
            Location = host.Location,
            Entry = entry,
        });
    }

    internal static MeshHost Of(ClientEntryPlan entry) => new()
    {
        Name = entry.Host.Host,
        Namespace = entry.ConfigNamespace,
        Ports = [.. entry.Host.Ports.Select(port => new MeshHostPort(port.Number, port.Name, port.Protocol))],
        ExportTo = entry.ExportTo,
        Location = entry.Host.Location,
        Global = entry.Host,
    };

    /// <summary>What an <c>exportTo</c> means for an object in a namespace; without one it is for all.</summary>
    public static ImmutableArray<string> Visibility(ImmutableArray<Located<string>> exportTo, string @namespace) =>
        exportTo.IsEmpty
            ? ["*"]
            : [.. exportTo.Where(entry => entry.Value != "~").Select(entry => entry.Value == "." ? @namespace : entry.Value)];

    private static ImmutableArray<string> ExportToOf(KubernetesService service) =>
        service.ExportTo is not { } written
            ? ["*"]
            : [.. written.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(entry => entry != "~")
                .Select(entry => entry == "." ? service.Key.Namespace : entry)];
}
