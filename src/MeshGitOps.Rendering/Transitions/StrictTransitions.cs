using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>Namespaces that took plaintext, as published, and would refuse it. Reported once per GlobalNamespace and cluster.</summary>
internal static class StrictTransitions
{
    private const string Kind = "PeerAuthentication";
    private const string Strict = "STRICT";

    public static IEnumerable<Transition> Find(OutputChange change, TransitionPlaces places)
    {
        var findings = new SortedDictionary<string, (string Cluster, SourceLocation Location, SortedSet<string> Namespaces)>(StringComparer.Ordinal);
        foreach (var authentication in change.Rendered.Objects.Where(item => IsTightened(item, change))
            .Concat(change.Published.Objects.Where(item => IsVanishedException(item, change))))
        {
            var location = places.Of(authentication);
            var key = FormattableString.Invariant($"{authentication.Cluster}\n{location.Path}\n{location.Span.Start}");
            if (!findings.TryGetValue(key, out var finding))
            {
                findings.Add(key, finding = (authentication.Cluster, location, new SortedSet<string>(StringComparer.Ordinal)));
            }

            finding.Namespaces.Add(authentication.Key.Namespace);
        }

        return findings.Values.Select(finding => new Transition(TransitionRisk.Callers, Diagnostic.Create(
            TransitionDiagnostics.StrictAtOnce,
            finding.Location,
            $"Namespace {Words.List(finding.Namespaces)} of cluster '{finding.Cluster}' refuses plaintext from now on.",
            "First commit: 'mtls.rollout: Permissive', or 'render --phase Additive'. When every caller has a sidecar: 'render --phase Removal'."))
        {
            Cluster = finding.Cluster,
        });
    }

    /// <summary>In a cluster that has nothing published there is nothing to break.</summary>
    public static bool IsTightened(MeshObject rendered, OutputChange change)
    {
        if (!rendered.Key.Is(Kind) || !change.PublishedClusters.Contains(rendered.Cluster))
        {
            return false;
        }

        return change.Published.ByKey.GetValueOrDefault(rendered.Key) is { } before
            ? (ModeOf(rendered) == Strict && ModeOf(before) != Strict) || LosesException(before, rendered)
            : ModeOf(rendered) == Strict && NamespaceMode(change.Published, rendered.Key) != Strict;
    }

    /// <summary>An object for some ports that is gone, so that its namespace's mode counts for them.</summary>
    private static bool IsVanishedException(MeshObject published, OutputChange change) =>
        published.Key.Is(Kind)
        && !change.Rendered.ByKey.ContainsKey(published.Key)
        && NamespaceMode(change.Rendered, published.Key) == Strict
        && HasException(published);

    private static bool HasException(MeshObject item) =>
        item.Spec?["portLevelMtls"] is ManifestMapping ports
        && ports.Fields.Any(port => MeshObject.TextOf(port.Value as ManifestMapping, "mode") != Strict);

    /// <summary>Of the object for the whole namespace; empty where there is none.</summary>
    private static string NamespaceMode(MeshState state, ObjectKey key) =>
        state.ByKey.TryGetValue(key with { Name = MtlsPlanner.PolicyName }, out var whole) ? ModeOf(whole) : "";

    private static bool LosesException(MeshObject before, MeshObject after) =>
        before.Spec?["portLevelMtls"] is ManifestMapping ports
        && ports.Fields.Any(port =>
            MeshObject.TextOf(port.Value as ManifestMapping, "mode") != Strict
            && PortMode(after, port.Key) == Strict);

    private static string PortMode(MeshObject item, string port) =>
        MeshObject.TextOf(item.Spec, "portLevelMtls", port, "mode") is { Length: > 0 } mode ? mode : ModeOf(item);

    private static string ModeOf(MeshObject item) => MeshObject.TextOf(item.Spec, "mtls", "mode");
}
