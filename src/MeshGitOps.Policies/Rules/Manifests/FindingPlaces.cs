using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>The manifests of several clusters may be one file.</summary>
internal static class FindingPlaces
{
    /// <summary>What says the same about the same place of a shared file counts once.</summary>
    public static IEnumerable<Diagnostic> OncePerPlace(this IEnumerable<Diagnostic> findings) =>
        findings.DistinctBy(finding => (finding.Location.Path, finding.Location.Span, finding.Message));
}
