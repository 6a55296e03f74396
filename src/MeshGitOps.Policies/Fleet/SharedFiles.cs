using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Policies.Fleet;

/// <summary>Several clusters may read one file of manifests.</summary>
internal static class SharedFiles
{
    /// <summary>What is the same at the same place in several clusters, once; in the order of the findings.</summary>
    public static IEnumerable<Diagnostic> Once(this IEnumerable<Diagnostic> findings) =>
        findings.DistinctBy(finding => (finding.Location.Path, finding.Location.Span.Start, finding.Message));
}
