using MeshGitOps.Workspace;

namespace MeshGitOps.Cli.Reporting;

/// <summary>How many files of the output a render writes, and whether the lock file of virtual addresses differs.</summary>
internal sealed record OutputCounts(int Added, int Changed, int Removed, int Unchanged, bool LockChanged)
{
    public bool IsChanged => Added + Changed + Removed > 0 || LockChanged;

    public static OutputCounts Of(OutputDifference difference, bool lockChanged) =>
        new(difference.Added.Length, difference.Changed.Length, difference.Removed.Length, difference.Unchanged.Length, lockChanged);
}
