using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>A change of the output that is not safe in one commit.</summary>
public sealed record Transition(TransitionRisk Risk, Diagnostic Diagnostic)
{
    /// <summary>The cluster whose shard reports it, since all that it is made of changes there; null where it is the same in every shard that sees it.</summary>
    public string? Cluster { get; init; }

    /// <summary>Whether it says something in a phase: Additive avoids what Removal must not meet, Removal does what callers are ready for.</summary>
    public bool IsReportedIn(RenderPhase phase) => phase switch
    {
        RenderPhase.Additive => Risk != TransitionRisk.Order,
        RenderPhase.Removal => Risk != TransitionRisk.Callers,
        _ => true,
    };
}

/// <summary>What makes it unsafe, and so what makes it safe.</summary>
public enum TransitionRisk
{
    /// <summary>Clusters sync at different times; two commits, of which every cluster has synced the first, are safe.</summary>
    Order,

    /// <summary>Callers must have changed before; nothing in the output can tell whether they have.</summary>
    Callers,

    /// <summary>Both: no phase makes it safe, only another change of the specs.</summary>
    OrderAndCallers,
}
