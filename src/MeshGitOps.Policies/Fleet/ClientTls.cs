using System.Collections.Immutable;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Fleet;

/// <summary>
/// A TLS mode that a DestinationRule writes, and the ports of the host that it is for.
/// Settings of a port replace those of the host or subset whole; what writes no mode leaves it to automatic mutual TLS.
/// Source: MergeTrafficPolicy in pilot/pkg/networking/util.
/// </summary>
/// <param name="Subset">Null: for calls of the host without a subset.</param>
/// <param name="Port">The Service port that it is for; null: every port but <paramref name="OtherPorts"/>.</param>
/// <param name="OtherPorts">Ports with settings of their own; sorted.</param>
public sealed record ClientTls(Located<string> Mode, DestinationSubset? Subset, int? Port, ImmutableArray<int> OtherPorts)
{
    public static IEnumerable<ClientTls> AllOf(DestinationRule rule) =>
        In(rule.TrafficPolicy, null).Concat(rule.Subsets.SelectMany(subset => In(subset.TrafficPolicy, subset)));

    public bool IsFor(int port) => Port is { } only ? only == port : OtherPorts.BinarySearch(port) < 0;

    private static IEnumerable<ClientTls> In(YamlMapping? policy, DestinationSubset? subset)
    {
        var ofPorts = policy.Mappings("portLevelSettings")
            .Select(settings => (Port: settings.Mapping("port").Integer("number")?.Value, Mode: ModeOf(settings)))
            .ToList();
        if (ModeOf(policy) is { } mode)
        {
            yield return new ClientTls(mode, subset, null, [.. ofPorts.Select(item => item.Port).OfType<int>().Order()]);
        }

        foreach (var (port, ofPort) in ofPorts)
        {
            if (port is not null && ofPort is not null)
            {
                yield return new ClientTls(ofPort, subset, port, []);
            }
        }
    }

    private static Located<string>? ModeOf(YamlMapping? policy) => policy.Mapping("tls").LocatedText("mode");
}
