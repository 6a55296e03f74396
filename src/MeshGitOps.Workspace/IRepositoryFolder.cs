using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Sources;

namespace MeshGitOps.Workspace;

/// <summary>The sources of a git repository: as they are checked out (<see cref="SpecFolder"/>), or of one commit (<see cref="Git.GitSpecFolder"/>).</summary>
public interface IRepositoryFolder : ISourceFolder
{
    /// <summary>The folder that was given (of a file, its folder), from the top of the repository; "" is the top.</summary>
    string Start { get; }

    /// <summary>What was wrong while folders were listed, so far: what cannot be listed, and what was passed over. Sorted.</summary>
    ImmutableArray<Diagnostic> ListingDiagnostics();
}
