using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>A finding as a machine-readable report shows it.</summary>
/// <param name="Folder">Where its repository lies in the one that the report is of; "" where they are the same.</param>
/// <param name="Fingerprint">What it is recognised by in another commit, see <see cref="Fingerprints"/>.</param>
/// <param name="Suppression">Why it is accepted; null where it counts.</param>
internal sealed record ReportedFinding(Diagnostic Diagnostic, string Folder, string Fingerprint, Suppression? Suppression)
{
    public string Id => Diagnostic.Id;

    public Severity Severity => Diagnostic.Severity;

    public string Path => PathOf(Diagnostic.Location);

    public FindingRegion Region => FindingRegion.Of(Diagnostic.Location);

    /// <summary>From the root that the report is of, with '/'.</summary>
    public string PathOf(SourceLocation location) => PathOf(location.Path);

    /// <param name="path">From the root of its repository.</param>
    public string PathOf(string path) => Folder.Length == 0 ? path : $"{Folder}/{path}";
}
