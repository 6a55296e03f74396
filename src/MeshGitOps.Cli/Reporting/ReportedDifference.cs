using System.Collections.Immutable;
using MeshGitOps.Cli.Commands;
using MeshGitOps.Rendering.Differences;
using MeshGitOps.Rendering.Transitions;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Cli.Reporting;

/// <summary>Everything that the reports of <c>diff</c> are made of.</summary>
/// <param name="Against">What it was compared with, as the reader would write it.</param>
/// <param name="Lock">Lines of the lock file of virtual addresses that a render would write, sorted by host.</param>
/// <param name="Transitions">What is unsafe about the change.</param>
internal sealed record ReportedDifference(
    string Against,
    FleetDifference Fleet,
    ImmutableArray<LockChange> Lock,
    ImmutableArray<Diagnostic> Transitions)
{
    public RenderPhase Phase { get; init; }

    public HeldBack HeldBack { get; init; }

    public ExitCode ExitCode { get; init; }

    public TimeSpan Elapsed { get; init; }

    public string Version { get; init; } = ToolVersion.Text;

    /// <summary>A path of a finding (from the root of the repository) as the reader would write it.</summary>
    public Func<string, string> Display { get; init; } = path => path;

    public bool IsEmpty => Fleet.IsEmpty && Lock.IsEmpty;
}
