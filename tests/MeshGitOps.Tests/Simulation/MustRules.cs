using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>What must hold of rendered manifests, by number; a <see cref="Mutation"/> names the rule that it breaks.</summary>
internal static class MustRules
{
    public static readonly ImmutableArray<MustRule> All =
    [
        new(1, "A proxy sees one entry of a host: client and server side lie in different namespaces."),
        new(2, "Everything says who sees it: consumers alone, the same for entry, rule and routes, never a gateway."),
        new(3, "A host has the same port numbers in every cluster, with explicit protocols."),
        new(4, "Every entry lies inside the mesh."),
        new(5, "Every endpoint has the tlsMode label, and every entry a rule with ISTIO_MUTUAL."),
        new(6, "Every endpoint says each of its ports."),
        new(7, "Every endpoint has a locality."),
        new(8, "Several endpoints have outlier detection, one has none; failover names one existing region for another."),
        new(9, "A host has one virtual address of its own, the same everywhere, outside pods, services and loopback."),
        new(10, "A Gateway has exactly the hosts of the entries beside it, on a port of the gateway's Service."),
        new(11, "An egress hop and the export of a host lie in different namespaces."),
        new(12, "The network of an endpoint is documentation.")
        {
            WithoutMutation = "A test shows that nothing changes without it.",
        },
        new(13, "A subset that pins a cluster has its own SNI."),
        new(14, "A port level repeats the whole policy."),
        new(15, "The client side names every identity behind a host, and no endpoint a service account."),
        new(16, "An AuthorizationPolicy names container ports and the principals of all callers.")
        {
            WithoutMutation = "No AuthorizationPolicy is rendered.",
            Appears = item => item.Kind == "AuthorizationPolicy",
        },
        new(17, "One DestinationRule counts for a host, and it is ours."),
        new(18, "Destinations have sidecars that take mTLS."),
        new(19, "The API version is one of the cluster's Istio."),
        new(20, "A Corefile has one block for a zone.")
        {
            WithoutMutation = "The merging of Corefiles has tests of its own, beside the DNS providers.",
        },
    ];
}

internal sealed record MustRule(int Number, string Text)
{
    /// <summary>Why no mutation breaks the rule; null where one does.</summary>
    public string? WithoutMutation { get; init; }

    /// <summary>Whether an object makes a rule without a mutation apply: then it needs one.</summary>
    public Func<KubeObject, bool> Appears { get; init; } = _ => false;
}
