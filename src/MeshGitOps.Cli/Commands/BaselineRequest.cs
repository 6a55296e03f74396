using MeshGitOps.Cli.Reporting;
using MeshGitOps.Policies;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Commands;

/// <summary><c>--baseline FILE</c>, and whether it is written.</summary>
/// <param name="Path">As it was written.</param>
internal sealed record BaselineRequest(string Path, BaselineMode Mode)
{
    /// <exception cref="UsageException">There is no such file, or it lies outside of the repository.</exception>
    public Diagnosed<Baseline> Read(WorkspaceRun run, CommandSession session)
    {
        if (!run.IsInRepository(Path))
        {
            throw new UsageException($"The baseline '{Path}' lies outside of the repository.");
        }

        if (!File.Exists(session.Absolute(Path)))
        {
            return Mode == BaselineMode.Update
                ? new(Baseline.New, [])
                : throw new UsageException($"There is no baseline '{Path}'. Option '--update-baseline' makes one of what rules find now.");
        }

        var (source, findings) = run.Read(run.RelativePath(Path));
        if (source is null)
        {
            return new(new Baseline([]), findings);
        }

        var (baseline, problems) = BaselineFile.Read(source);
        return new(baseline, [.. findings, .. problems]);
    }

    /// <summary>Writes nothing while anything else than a rule finds an error: what that hides is not known.</summary>
    public void Write(WorkspaceRun run, CommandSession session, PipelineResult result)
    {
        if (Mode != BaselineMode.Update)
        {
            return;
        }

        var file = run.Display(run.RelativePath(Path));
        if (result.Baseline is not { } baseline || result.Diagnostics.Any(finding => finding.Severity == Severity.Error && !result.Policy.Names.IsRule(finding.Id)))
        {
            session.Error.WriteLine($"The baseline '{file}' is left as it is: errors with a number have to be mended first.");
            return;
        }

        AtomicFile.Write(run.PathToWrite(run.RelativePath(Path)), BaselineFile.Write(baseline));
        session.Error.WriteLine($"The baseline '{file}' holds {Plural.Of(baseline.Entries.Length, "finding")}.");
    }
}

internal enum BaselineMode
{
    Read,

    /// <summary>Takes out what is mended; makes a file that is not there.</summary>
    Update,
}
