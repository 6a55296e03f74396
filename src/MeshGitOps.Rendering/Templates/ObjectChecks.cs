using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Rendering.Templates;

/// <summary>What an object of a template may not be: a Secret, somebody else's, or one that is rendered already.</summary>
internal sealed class ObjectChecks
{
    private static readonly string[] DnsConfiguration = ["coredns", "coredns-custom", "kube-dns", "node-local-dns"];

    private readonly ClusterPlan _plan;
    private readonly HashSet<string> _members;
    private readonly SortedSet<Manifest> _rendered = new(ManifestOrder.Instance);

    public ObjectChecks(ClusterPlan plan, ImmutableArray<Manifest> ours)
    {
        _plan = plan;
        _members = plan.Memberships.SelectMany(membership => membership.Namespaces).ToHashSet(StringComparer.Ordinal);
        _rendered.UnionWith(ours);
    }

    /// <summary>Whether the object may be written; it counts as rendered then.</summary>
    public bool Check(Manifest manifest, YamlDocument document, RenderedText rendered, DiagnosticBag bag)
    {
        if (IsSecret(manifest))
        {
            bag.Add(
                TemplateDiagnostics.Secret,
                PlaceOf("data") ?? PlaceOf("stringData") ?? manifest.Origin.Location,
                $"Template '{manifest.Origin.Name}' renders Secret '{manifest.Name}' with data in cluster '{_plan.Name}'.",
                "Render a reference to a secret store, or a SealedSecret.");
            return false;
        }

        if (IsForeign(manifest))
        {
            bag.Add(
                TemplateDiagnostics.ForeignObject,
                manifest.Origin.Location,
                $"Template '{manifest.Origin.Name}' renders {manifest.Kind} '{manifest.Name}' of cluster '{_plan.Name}', which belongs to somebody else.",
                "Leave it to the tool that made it, or render an object of another name.");
            return false;
        }

        if (_rendered.TryGetValue(manifest, out var first))
        {
            ReportConflict(manifest, first, bag);
            return false;
        }

        _rendered.Add(manifest);
        return true;

        SourceLocation? PlaceOf(string field) =>
            (document.Root as YamlMapping)?[field] is { } node ? rendered.LocationOf(node.Span.Start) : null;
    }

    private static bool IsSecret(Manifest manifest) =>
        manifest is { ApiVersion: "v1", Kind: "Secret" } && (manifest.Root["data"] ?? manifest.Root["stringData"]) is not null;

    private bool IsForeign(Manifest manifest) => manifest switch
    {
        { ApiVersion: "v1", Kind: "Namespace" } =>
            manifest.Name == "default" || _members.Contains(manifest.Name) || SystemNamespaces.IsExcluded(manifest.Name, null, _plan.Settings),
        { ApiVersion: "v1", Kind: "ConfigMap", Namespace: "kube-system" } => DnsConfiguration.Contains(manifest.Name, StringComparer.Ordinal),
        _ => false,
    };

    private void ReportConflict(Manifest manifest, Manifest first, DiagnosticBag bag)
    {
        var name = manifest.Namespace is null ? manifest.Name : $"{manifest.Namespace}/{manifest.Name}";
        bag.Add(
            OutputDiagnostics.ManifestsConflict,
            manifest.Origin.Location,
            $"{manifest.Kind} '{name}' of cluster '{_plan.Name}' is rendered twice, for {first.Origin} and for {manifest.Origin}.",
            "Give the object of the template another name; put the GlobalNamespace or host into it where it is rendered for each.",
            new RelatedLocation(first.Origin.Location, $"the other one, for {first.Origin}"));
    }
}
