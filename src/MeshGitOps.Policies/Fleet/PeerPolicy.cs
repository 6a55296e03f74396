using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Fleet;

/// <summary>A PeerAuthentication of the manifests or of the plan, as Istio resolves it.</summary>
public sealed record PeerPolicy
{
    /// <summary><c>namespace/name</c>.</summary>
    public required ServiceKey Key { get; init; }

    public string Namespace => Key.Namespace;

    /// <summary>As messages name it.</summary>
    public string Subject => $"PeerAuthentication '{Key}'";

    /// <summary>Empty: for the whole namespace, or for the mesh in the root namespace.</summary>
    public required ImmutableSortedDictionary<string, string> Selector { get; init; }

    /// <summary>Null: what the wider policy says (<c>UNSET</c>).</summary>
    public required MtlsMode? Mode { get; init; }

    /// <summary>By container port; a null mode is that of the policy itself.</summary>
    public required ImmutableSortedDictionary<int, PeerPolicyPort> Ports { get; init; }

    /// <summary>The place of the mode, or of the name where none is written.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>The place of the name; of the spec behind it where it is rendered.</summary>
    public required SourceLocation NameLocation { get; init; }

    /// <summary>Rendered from the plan.</summary>
    public bool IsPlanned { get; init; }

    public static PeerPolicy Of(WorkloadPolicy policy)
    {
        var spec = policy.Object.Spec;
        var ports = ImmutableSortedDictionary.CreateBuilder<int, PeerPolicyPort>();
        foreach (var entry in spec.Mapping("portLevelMtls")?.Entries ?? [])
        {
            if (int.TryParse(entry.Key.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                ports[port] = new PeerPolicyPort(ModeIn(entry.Value as YamlMapping), entry.Key.Location);
            }
        }

        return new PeerPolicy
        {
            Key = policy.Object.Key,
            Selector = policy.Selector,
            Mode = ModeIn(spec.Mapping("mtls")),
            Ports = ports.ToImmutable(),
            Location = spec.Mapping("mtls").Text("mode")?.Location ?? policy.Object.Location,
            NameLocation = policy.Object.Location,
        };
    }

    public static PeerPolicy Of(PeerAuthenticationPlan plan) => new()
    {
        Key = new ServiceKey(plan.Namespace, plan.Name),
        Selector = plan.Selector ?? ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal),
        Mode = MtlsModes.TryParse(plan.Mode),
        Ports = plan.PortLevel.DistinctBy(port => port.ContainerPort).ToImmutableSortedDictionary(
            port => port.ContainerPort,
            port => new PeerPolicyPort(MtlsModes.TryParse(port.Mode), plan.Origin.Location)),
        Location = plan.Origin.Location,
        NameLocation = plan.Origin.Location,
        IsPlanned = true,
    };

    private static MtlsMode? ModeIn(YamlMapping? mtls) => mtls.Text("mode") is { } mode ? MtlsModes.TryParse(mode.Value) : null;
}

/// <param name="Location">The place of the port's number.</param>
public readonly record struct PeerPolicyPort(MtlsMode? Mode, SourceLocation Location);
