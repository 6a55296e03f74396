using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A kind that an API group of Istio does not have.</summary>
public sealed class IstioKindUnknown : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "istio-kind-unknown",
        "Istio kind unknown",
        Severity.Error,
        """
        The API server refuses the object, because no definition of that kind is installed.
        Everything that it was to configure is missing in the mesh.
        Write the kind as Istio spells it, in the group that has it: policies are in security.istio.io, routes in networking.istio.io.
        'fix' corrects the kind where only one name is near.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "the CustomResourceDefinitions of Istio, reported by istioctl as IST0106";

    public override ImmutableArray<string> Aliases => ["IST0106"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1
        kind: [|VirtualServices|]
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
        """,
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: catalog, namespace: shop}
        spec:
          hosts: [catalog]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var (_, item) in context.Once(cluster => cluster.Objects, item => item))
        {
            if (!IstioKinds.IsKnownGroup(item.Group) || IstioKinds.Find(item.Group, item.Kind) is not null || item.Root.Text("kind") is not { } kind)
            {
                continue;
            }

            var home = IstioKinds.All.FirstOrDefault(known => known.Name == item.Kind);
            string[] names = [.. IstioKinds.All.Where(known => known.Group == item.Group).Select(known => known.Name)];
            yield return settings.Finding(
                kind.Location,
                $"The group '{item.Group}' has no kind '{Shown.Of(item.Kind)}'.",
                home is null ? Suggestion.Help(item.Kind, names) : $"{home.Name} is a kind of '{home.Group}/{home.Versions[0]}'.") with
            {
                Fix = Suggestion.Only(item.Kind, names) is { } name ? SuggestedFix.Safe($"Write '{name}'.", YamlEdits.Replace(kind, name)) : null,
            };
        }
    }
}
