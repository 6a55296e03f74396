namespace MeshGitOps.Cli;

/// <summary>What the process returns; the same for every command and output format.</summary>
internal enum ExitCode
{
    Clean = 0,

    /// <summary>There are findings of level error.</summary>
    Findings = 1,

    /// <summary>The command line or the surroundings are wrong: nothing was checked.</summary>
    Usage = 2,

    /// <summary>No spec was found where one was looked for.</summary>
    NoInputs = 3,

    /// <summary>What lies on disk differs from what would be written.</summary>
    Drift = 4,

    /// <summary>The target holds something that is not ours to replace.</summary>
    Refused = 5,

    /// <summary>A bug of ours.</summary>
    InternalError = 70,

    /// <summary>Ctrl-C.</summary>
    Interrupted = 130,
}
