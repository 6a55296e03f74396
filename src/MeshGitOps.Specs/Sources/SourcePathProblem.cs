namespace MeshGitOps.Specs.Sources;

/// <summary>Why a path of a spec cannot be followed.</summary>
public enum SourcePathProblem
{
    None,
    Empty,
    Absolute,
    Backslash,
    Character,
    TooLong,

    /// <summary>A '..' behind a wildcard: what it would climb out of is not known.</summary>
    ParentAfterWildcard,

    /// <summary>More '..' than folders above.</summary>
    Outside,

    /// <summary>It lies in a submodule of the commit that is read.</summary>
    Submodule,
}
