using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Custom;

/// <summary>
/// Runs the custom rules that look at what is rendered. A finding stands at the spec that the object comes from,
/// since the rendered file is nothing that a person edits; the message names the file.
/// </summary>
public static class RenderedRules
{
    private const string OriginAnnotation = "meshgitops.io/origin";

    /// <returns>The findings in any order; none where no rule looks at what is rendered.</returns>
    public static ImmutableArray<Diagnostic> Check(PolicySettings policy, OutputTree tree, SpecSet specs)
    {
        var rules = policy.Custom.Where(rule => rule.Stage == RuleStage.Rendered && !policy.IsSwitchedOff(rule)).ToList();
        if (rules.Count == 0)
        {
            return [];
        }

        var origins = OriginsOf(specs);
        var findings = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var file in tree.Files.Where(file => SourceFiles.IsYaml(file.Path.ToString())))
        {
            var path = file.Path.ToString();
            var documents = ManifestParts.Of(path, file.Bytes.Span).SelectMany(part => YamlTreeBuilder.Build(part).Value);
            foreach (var root in documents.Select(document => document.Root).OfType<YamlMapping>())
            {
                var place = OriginOf(root, file, origins);
                foreach (var rule in rules.Where(rule => rule.IsAbout(root.Text("apiVersion")?.Value ?? "", root.Text("kind")?.Value ?? "")))
                {
                    findings.AddRange(rule.Check(root, CustomTarget.Of(root), policy.Of(rule)).Select(finding => finding with
                    {
                        Location = place ?? rule.Location,
                        Message = $"{finding.Message.TrimEnd('.')}, in the rendered file '{path}'.",
                    }));
                }
            }
        }

        return findings.ToImmutable();
    }

    /// <summary>What rendered objects and files say they come from, <c>Cluster/east</c>, and where that is written.</summary>
    private static Dictionary<string, SourceLocation> OriginsOf(SpecSet specs)
    {
        var origins = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        Add("Workspace", specs.Workspace.Metadata is { } workspace ? [workspace] : []);
        Add("Mesh", specs.Mesh is { } mesh ? [mesh.Metadata] : []);
        Add("Cluster", specs.Clusters.Select(cluster => cluster.Metadata));
        Add("GlobalNamespace", specs.GlobalNamespaces.Select(space => space.Metadata));
        Add("GlobalService", specs.GlobalServices.Select(service => service.Metadata));
        return origins;

        void Add(string kind, IEnumerable<SpecMetadata> all)
        {
            foreach (var metadata in all)
            {
                origins.TryAdd($"{kind}/{metadata.Name.Value}", metadata.Name.Location);
            }
        }
    }

    /// <summary>A patch of a shared object names no origin: the Cluster that it is rendered for stands for one.</summary>
    private static SourceLocation? OriginOf(YamlMapping root, OutputFile file, Dictionary<string, SourceLocation> origins)
    {
        var named = root.Mapping("metadata").Mapping("annotations").Text(OriginAnnotation)?.Value;
        return named is not null && origins.TryGetValue(named, out var place) ? place
            : origins.TryGetValue($"Cluster/{file.Cluster}", out var cluster) ? cluster
            : null;
    }
}
