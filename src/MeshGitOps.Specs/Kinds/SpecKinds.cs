using System.Collections.Immutable;
using MeshGitOps.Specs.Schemas;

namespace MeshGitOps.Specs.Kinds;

/// <summary>The list of kinds: a new one is a folder beside this file and a line here.</summary>
public static class SpecKinds
{
    public const string Group = "meshgitops.io";
    public const string ApiVersion = "meshgitops.io/v1alpha1";

    public static readonly SpecKind Workspace = new("Workspace", new SpecSchema("workspace.schema.json"));
    public static readonly SpecKind Mesh = new("Mesh", new SpecSchema("mesh.schema.json"));
    public static readonly SpecKind Cluster = new("Cluster", new SpecSchema("cluster.schema.json"));
    public static readonly SpecKind GlobalNamespace = new("GlobalNamespace", new SpecSchema("globalnamespace.schema.json"));
    public static readonly SpecKind GlobalService = new("GlobalService", new SpecSchema("globalservice.schema.json"));
    public static readonly SpecKind AccessPolicy = new("AccessPolicy", new SpecSchema("accesspolicy.schema.json"));
    public static readonly SpecKind TrafficPolicy = new("TrafficPolicy", new SpecSchema("trafficpolicy.schema.json"));
    public static readonly SpecKind TrafficTarget = new("TrafficTarget", new SpecSchema("traffictarget.schema.json")) { ApiVersion = "access.smi-spec.io/v1alpha3", IsNamespaced = true };
    public static readonly SpecKind HttpRouteGroup = new("HTTPRouteGroup", new SpecSchema("httproutegroup.schema.json")) { ApiVersion = "specs.smi-spec.io/v1alpha4", IsNamespaced = true };
    public static readonly SpecKind TcpRoute = new("TCPRoute", new SpecSchema("tcproute.schema.json")) { ApiVersion = "specs.smi-spec.io/v1alpha4", IsNamespaced = true };
    public static readonly SpecKind Policy = new("Policy", new SpecSchema("policy.schema.json"));

    /// <summary>In the order in which a person meets them.</summary>
    public static ImmutableArray<SpecKind> All { get; } =
    [
        Workspace,
        Mesh,
        Cluster,
        GlobalNamespace,
        GlobalService,
        AccessPolicy,
        TrafficPolicy,
        TrafficTarget,
        HttpRouteGroup,
        TcpRoute,
        Policy,
    ];

    /// <summary>Kinds of the language that this version renders nothing for.</summary>
    public static ImmutableArray<string> Later { get; } = ["PublicService", "ExternalService"];

    /// <summary>Objects of SMI and Open Service Mesh that the language takes as specs, and this version does not render.</summary>
    public static ImmutableArray<string> LaterForeign { get; } =
    [
        "Egress",
        "IngressBackend",
        "MeshConfig",
        "Retry",
        "TrafficSplit",
        "UpstreamTrafficSetting",
    ];

    /// <summary>The kind of exactly this name, or null.</summary>
    public static SpecKind? Find(string name)
    {
        foreach (var kind in All)
        {
            if (kind.Name == name)
            {
                return kind;
            }
        }

        return null;
    }
}
