namespace MeshGitOps.Rendering.Transitions;

/// <summary>Which part of a change is rendered.</summary>
public enum RenderPhase
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>What is safe from what is published: nothing is taken away, and no client changes before what it needs is there.</summary>
    Additive,

    /// <summary>All of it; what only callers can know (that nobody uses an old host, port or address any more) is taken as known.</summary>
    Removal,
}
