using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kinds.TrafficPolicies;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds;

/// <summary>Checks that every name that refers to something is declared somewhere.</summary>
internal sealed class SpecReferences
{
    private readonly DiagnosticBag _diagnostics;

    /// <summary>Null where some of them cannot be known, since what declares them has findings of its own.</summary>
    private readonly HashSet<string>? _clusters;
    private readonly HashSet<string>? _globalNamespaces;
    private readonly HashSet<string>? _regions;
    private readonly HashSet<string>? _clustersAndNetworks;
    private readonly HashSet<string>? _roots;

    private SpecReferences(SpecSet specs, DeclaredNames declared, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _clusters = declared.Of(SpecKinds.Cluster);
        _globalNamespaces = declared.Of(SpecKinds.GlobalNamespace);
        _roots = declared.AreSound(SpecKinds.Mesh)
            ? Names(specs.Mesh?.RootCertificates.Select(root => root.Name) ?? [])
            : null;
        if (_clusters is not null && declared.AreSound(SpecKinds.Cluster))
        {
            _regions = Names(specs.Clusters.Select(cluster => cluster.Region));
            _clustersAndNetworks = Names(specs.Clusters.Select(cluster => cluster.Network));
            _clustersAndNetworks.UnionWith(_clusters);
        }
    }

    public static void Check(SpecSet specs, DeclaredNames declared, DiagnosticBag diagnostics)
    {
        var references = new SpecReferences(specs, declared, diagnostics);
        foreach (var root in specs.Mesh?.TrustBundle ?? [])
        {
            references.CheckRoot(root);
        }

        foreach (var cluster in specs.Clusters)
        {
            references.Check(cluster);
        }

        foreach (var space in specs.GlobalNamespaces)
        {
            references.Check(space);
        }

        foreach (var service in specs.GlobalServices)
        {
            references.Check(service);
        }

        foreach (var policy in specs.AccessPolicies)
        {
            references.Check(policy);
        }

        foreach (var policy in specs.TrafficPolicies)
        {
            references.Check(policy);
        }
    }

    private static HashSet<string> Names(IEnumerable<Located<string>?> names) =>
        names.OfType<Located<string>>().Select(name => name.Value).ToHashSet(StringComparer.Ordinal);

    private void Check(ClusterSpec cluster)
    {
        if (cluster.RootCertificate is { } root)
        {
            CheckRoot(root);
        }

        foreach (var name in cluster.EastWestGateway?.Addresses.SelectMany(address => address.ReachableFrom) ?? [])
        {
            Check(name, _clustersAndNetworks, "Cluster or network", "Name a Cluster, or the network of one.");
        }
    }

    private void CheckRoot(Located<string> root) =>
        Check(root, _roots, "root certificate", "Declare it in the rootCertificates of the Mesh.");

    private void Check(GlobalNamespaceSpec space)
    {
        foreach (var member in space.Members)
        {
            CheckClusters(member.Clusters);
        }

        CheckFailover(space.Failover);
    }

    private void Check(GlobalServiceSpec service)
    {
        CheckGlobalNamespace(service.GlobalNamespace);
        CheckClusters(service.Clusters.Select(cluster => cluster.Name));
        CheckClusters(service.Backends.Select(backend => backend.Cluster));
        foreach (var consumer in service.Consumers)
        {
            CheckClusters(consumer.Clusters);
        }

        CheckFailover(service.Failover);
    }

    private void Check(AccessPolicySpec policy)
    {
        CheckGlobalNamespace(policy.GlobalNamespace);
        CheckClusters(policy.Clusters);
        foreach (var source in policy.From.OfType<GlobalNamespaceSource>())
        {
            CheckGlobalNamespace(source.GlobalNamespace);
        }
    }

    private void Check(TrafficPolicySpec policy)
    {
        CheckGlobalNamespace(policy.GlobalNamespace);
        var targets = policy.Routes.SelectMany(route => route.Backends.Select(backend => backend.Target).Append(route.Mirror?.Target));
        CheckClusters(targets.OfType<ClusterTarget>().Select(target => target.Cluster));
    }

    private void CheckGlobalNamespace(Located<string>? name)
    {
        if (name is not null)
        {
            Check(name, _globalNamespaces, "GlobalNamespace", "Declare it, or name another one.");
        }
    }

    private void CheckClusters(ClusterSelector? selector) =>
        CheckClusters((selector?.Names ?? []).Where(name => name.Value != "*"));

    private void CheckClusters(IEnumerable<Located<string>> names)
    {
        foreach (var name in names)
        {
            Check(name, _clusters, "Cluster", "Declare it, or name another one.");
        }
    }

    private void CheckFailover(FailoverSpec? failover)
    {
        foreach (var region in failover?.Regions ?? [])
        {
            CheckRegion(region.From);
            CheckRegion(region.To);
        }
    }

    private void CheckRegion(Located<string> region) =>
        Check(region, _regions, "region", "Name the 'region' of a Cluster.");

    private void Check(Located<string> name, HashSet<string>? known, string what, string help)
    {
        if (known is not null && !known.Contains(name.Value))
        {
            _diagnostics.Add(Diagnostic.Create(
                SpecDiagnostics.UnknownReference,
                name.Location,
                $"There is no {what} '{name.Value}'.",
                Suggestion.Help(name.Value, known) ?? help) with
            {
                Fix = Suggestion.Only(name.Value, known) is { } meant
                    ? SuggestedFix.Safe($"Refer to {what} '{meant}'.", YamlEdits.Replace(name.Location, meant))
                    : null,
            });
        }
    }
}
