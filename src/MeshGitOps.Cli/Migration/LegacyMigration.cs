using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Cli.Migration;

/// <summary>
/// The specs that lead from interconnect Legacy to EastWest with the same hosts, ports and virtual addresses, in three steps.
/// Clients of the one and gateways of the other understand each other on the way, because the SNI is the same
/// (<c>outbound_.3000_._.messenger.default.global</c>), and so is the port of the gateway.
/// </summary>
internal sealed class LegacyMigration(SpecSet specs, FleetPlan plan, IstioVersion target)
{
    private static readonly IstioVersion LastLegacy = new(1, 9, 4);

    private readonly ImmutableArray<GlobalNamespaceSpec> _globalNamespaces =
        [.. specs.GlobalNamespaces.Where(globalNamespace => globalNamespace.Interconnect?.Value == InterconnectMode.Legacy)];

    public bool IsEmpty => _globalNamespaces.IsEmpty;

    /// <summary>YAML of several documents; comments say what each step is and what to wait for.</summary>
    public void Write(TextWriter output)
    {
        var clusters = Clusters();
        output.Write(
            """
            # From interconnect Legacy to EastWest: hosts, ports and virtual addresses stay the same.
            # Three steps, one commit each; put every document in the place of the one with its kind and name.

            # ---- Step 1: pin the virtual addresses.
            # 'meshgitops render' changes the rendered files in the name of their origin alone.

            """);
        foreach (var document in Pins())
        {
            Separate(output, document);
        }

        output.Write(
            """

            # ---- Step 2: upgrade every cluster to the last release that does Legacy, one after the other.
            # Go through the minor releases as Istio asks for it; write each version here before you render it.
            # The gateway stays the one that others dial now, so its selector is written down.
            # From 1.8 on the sidecars can answer the names themselves: switch ISTIO_META_DNS_CAPTURE on and declare
            # 'dns: {mode: Capture, capture: Enabled}' before istiocoredns goes away with the old charts.

            """);
        foreach (var cluster in clusters)
        {
            Separate(output, Upgraded(cluster, cluster.Version!.Value < LastLegacy ? LastLegacy : cluster.Version.Value));
        }

        output.Write(
            $"""

            # ---- Step 3: EastWest, for all clusters in one commit, since no release does both.
            # Then cluster by cluster: upgrade istiod and the gateway to {target}, and apply the cluster's folder at once.
            # From 1.8.6 and 1.9.5 on a gateway forwards the hosts of the server side in that folder and nothing else.
            # Clusters before and after their upgrade reach each other: the SNI, the ports and the addresses are the same.
            # At the end remove what the charts made: Gateway and EnvoyFilter 'istio-multicluster-ingressgateway',
            # and the DestinationRule of '*.global'. What meshgitops made goes with its files.

            """);
        foreach (var cluster in clusters)
        {
            Separate(output, Upgraded(cluster, target));
        }

        foreach (var globalNamespace in _globalNamespaces)
        {
            var document = new SpecDocument(globalNamespace.Metadata.Document);
            document.Replace(globalNamespace.Interconnect!.Location, nameof(InterconnectMode.EastWest));
            Separate(output, document.Write() ?? ByHand("GlobalNamespace", globalNamespace.Metadata, "set 'interconnect: EastWest'"));
        }

        if (_globalNamespaces.Any(globalNamespace => globalNamespace.Domain.Value == "global"))
        {
            Separate(
                output,
                """
                # Below 'policies': outside of Legacy the domain 'global' has to be allowed. A policy that has the rule already takes the name into its list.
                apiVersion: meshgitops.io/v1alpha1
                kind: Policy
                metadata:
                  name: domain-global
                spec:
                  rules:
                    domain-suffix-not-allowed:
                      allowed: [global]

                """);
        }
    }

    private static void Separate(TextWriter output, string document)
    {
        output.Write("---\n");
        output.Write(document);
    }

    private static string ByHand(string kind, SpecMetadata metadata, string change) =>
        $"# {kind} '{metadata.Name}' ({metadata.Document.Path}) holds aliases: {change} there by hand.\n";

    /// <summary>The members of Legacy GlobalNamespaces that Legacy is for, sorted by name; others have left it behind.</summary>
    private ImmutableArray<ClusterSpec> Clusters()
    {
        var members = plan.Hosts
            .Where(host => host.Interconnect == InterconnectMode.Legacy)
            .SelectMany(host => host.Servers.Select(server => server.Cluster)
                .Concat(plan.Clusters.Where(cluster => cluster.ClientEntries.Any(entry => entry.Host == host)).Select(cluster => cluster.Name)))
            .ToHashSet(StringComparer.Ordinal);
        return [.. specs.Clusters.Where(cluster => members.Contains(cluster.Metadata.Name.Value)
            && cluster.Version is { } version && LegacyRelease.Includes(version.Value))];
    }

    private string Upgraded(ClusterSpec cluster, IstioVersion version)
    {
        var document = new SpecDocument(cluster.Metadata.Document);
        document.Replace(cluster.Version!.Location, $"\"{version}\"");
        if (cluster.EastWestGateway?.Selector is null)
        {
            var settings = plan.Clusters.First(item => item.Name == cluster.Metadata.Name.Value).Settings;
            var labels = string.Join(", ", settings.EastWestSelector.Select(label => $"{label.Key}: {label.Value}"));
            document.Add("eastWestGateway", $"selector: {{{labels}}}");
        }

        return document.Write() ?? ByHand("Cluster", cluster.Metadata, $"set 'version: \"{version}\"' and 'eastWestGateway.selector'");
    }

    /// <summary>A GlobalService for each service, with the address that its host has.</summary>
    private IEnumerable<string> Pins()
    {
        var names = specs.GlobalServices.Select(service => service.Metadata.Name.Value).ToHashSet(StringComparer.Ordinal);
        var existing = specs.GlobalServices.ToLookup(service => (service.GlobalNamespace.Value, KeyOf(service)));
        var aliases = specs.GlobalServices.SelectMany(service => service.Aliases).Select(alias => alias.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var host in plan.Hosts.Where(host => host.Interconnect == InterconnectMode.Legacy && !aliases.Contains(host.Host)))
        {
            if (existing[(host.GlobalNamespace, host.Service)].FirstOrDefault() is not { } service)
            {
                yield return Pin(host, FreeName(host.Service, names));
            }
            else if (service.VirtualAddress is null)
            {
                var document = new SpecDocument(service.Metadata.Document);
                document.Add(null, $"virtualAddress: {host.VirtualAddress}");
                yield return document.Write() ?? ByHand("GlobalService", service.Metadata, $"set 'virtualAddress: {host.VirtualAddress}'");
            }
        }
    }

    private static ServiceKey KeyOf(GlobalServiceSpec service) => new(service.Service.Namespace.Value, service.Service.Name.Value);

    private static string Pin(GlobalHost host, string name) =>
        $$"""
        # {{host.Host}}
        apiVersion: meshgitops.io/v1alpha1
        kind: GlobalService
        metadata:
          name: {{name}}
        spec:
          globalNamespace: {name: {{host.GlobalNamespace}}}
          service: {name: {{host.Service.Name}}, namespace: {{host.Service.Namespace}}}
          virtualAddress: {{host.VirtualAddress}}

        """;

    /// <summary>The name of the Service, else with its namespace, else with a number.</summary>
    private static string FreeName(ServiceKey service, HashSet<string> names)
    {
        foreach (var name in (string[])[service.Name, $"{service.Name}-{service.Namespace}"])
        {
            if (name.Length <= 63 && names.Add(name))
            {
                return name;
            }
        }

        var number = 2;
        while (!names.Add($"pinned-{number}"))
        {
            number++;
        }

        return $"pinned-{number}";
    }
}
