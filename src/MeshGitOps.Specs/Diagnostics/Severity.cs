namespace MeshGitOps.Specs.Diagnostics;

/// <summary>How much a finding matters; ordered, so that a higher one is worse.</summary>
public enum Severity
{
    /// <summary>Advice.</summary>
    Info,

    /// <summary>Should change.</summary>
    Warning,

    /// <summary>Would break or endanger a cluster.</summary>
    Error,
}
