using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>Where a call ends.</summary>
internal abstract record CallResult;

/// <summary>The call reaches a workload, with mTLS from end to end.</summary>
internal sealed record Landing(
    string Cluster,
    string Namespace,
    string Service,
    int ServicePort,
    ImmutableArray<int> ContainerPorts) : CallResult
{
    public override string ToString() => $"{Cluster}: {Namespace}/{Service}:{ServicePort}";
}

/// <summary>The call, or a rule about the files, fails.</summary>
internal sealed record Failure(FailureReason Reason, string Detail) : CallResult
{
    public override string ToString() => $"{Reason}: {Detail}";
}

/// <summary>One endpoint that a client may take, with its place in the failover: 0 comes first.</summary>
/// <param name="IsViaEgress">The call leaves the cluster through its egress gateway.</param>
internal sealed record PriorityOutcome(int Priority, string Address, CallResult Result, bool IsViaEgress = false);
