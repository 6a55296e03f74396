using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.Matches;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds.TrafficPolicies;

/// <summary>How the requests to a service of a GlobalNamespace are routed.</summary>
public sealed record TrafficPolicySpec
{
    public required SpecMetadata Metadata { get; init; }

    public required Located<string> GlobalNamespace { get; init; }

    public required NamespacedReference Service { get; init; }

    /// <summary>The first that matches counts; what none matches goes to the service itself.</summary>
    public ImmutableArray<TrafficRoute> Routes { get; init; } = [];
}

/// <summary>Requests, and where they go.</summary>
/// <param name="Matches">A request matches one of them; none: every request.</param>
/// <param name="Backends">None: the service itself.</param>
/// <param name="Timeout">As Istio writes durations.</param>
public sealed record TrafficRoute(
    SourceLocation Location,
    Located<string>? Name,
    ImmutableArray<TrafficMatch> Matches,
    ImmutableArray<TrafficBackend> Backends,
    string? Timeout,
    TrafficRetries? Retries,
    TrafficDelay? Delay,
    TrafficAbort? Abort,
    TrafficMirror? Mirror);

/// <summary>Requests by what HTTP says of them; all that is written must match.</summary>
/// <param name="Methods">None: every method.</param>
public sealed record TrafficMatch(
    TextMatchSpec? Path,
    ImmutableArray<Located<string>> Methods,
    ImmutableArray<HeaderMatchSpec> Headers);

/// <param name="Weight">In percent; null where a route has a single backend, which has all.</param>
public sealed record TrafficBackend(TrafficTarget Target, Located<int>? Weight);

/// <summary>Where requests go.</summary>
public abstract record TrafficTarget(SourceLocation Location);

/// <summary>A service of the same GlobalNamespace.</summary>
public sealed record ServiceTarget(NamespacedReference Service) : TrafficTarget(Service.Location);

/// <summary>The service as one cluster runs it.</summary>
public sealed record ClusterTarget(Located<string> Cluster) : TrafficTarget(Cluster.Location);

/// <param name="Attempts">0: never, and then without the others.</param>
public sealed record TrafficRetries(int Attempts, string? PerTryTimeout, string? RetryOn);

/// <param name="Percent">1 to 100.</param>
public sealed record TrafficDelay(int Percent, string Duration);

/// <param name="Percent">1 to 100.</param>
public sealed record TrafficAbort(int Percent, int Status);

/// <param name="Percent">1 to 100.</param>
public sealed record TrafficMirror(TrafficTarget Target, int Percent);
