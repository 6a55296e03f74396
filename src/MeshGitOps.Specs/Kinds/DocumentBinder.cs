using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Kinds.Clusters;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.GlobalServices;
using MeshGitOps.Specs.Kinds.Meshes;
using MeshGitOps.Specs.Kinds.Smi;
using MeshGitOps.Specs.Kinds.TrafficPolicies;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds;

/// <summary>Parses a source and binds the documents of our kinds; those of others are counted and passed over.</summary>
internal static class DocumentBinder
{
    public static BoundFile Bind(SourceText source)
    {
        var (documents, findings) = YamlTreeBuilder.Build(source);
        var diagnostics = new DiagnosticBag();
        diagnostics.AddRange(findings);
        var bound = ImmutableArray.CreateBuilder<BoundDocument>();
        var (count, passedOver) = (0, 0);
        foreach (var document in documents.SelectMany(WithoutLists))
        {
            count++;
            var before = diagnostics.Count;
            if (document.Root is YamlMapping root && DocumentHeader.KindOf(root, diagnostics) is { } kind)
            {
                bound.Add(Bind(document, root, kind, diagnostics));
            }
            else if (diagnostics.Count == before)
            {
                passedOver++;
            }
        }

        return new BoundFile(source.Path, bound.ToImmutable(), diagnostics.ToImmutable(), new ReadCounts(1, count, passedOver))
        {
            Comments = ToolComments.Find(source),
        };
    }

    /// <summary>The items of a Kubernetes <c>List</c> are documents of their own.</summary>
    private static IEnumerable<YamlDocument> WithoutLists(YamlDocument document) =>
        document.Root is YamlMapping root
        && root["kind"] is YamlScalar { Value: "List" }
        && root["apiVersion"] is YamlScalar { Value: "v1" }
        && root["items"] is YamlSequence items
            ? items.Items.SelectMany(item => WithoutLists(document with { Root = item }))
            : [document];

    private static BoundDocument Bind(YamlDocument document, YamlMapping root, SpecKind kind, DiagnosticBag diagnostics)
    {
        var (spec, findings) = BindAs(document, kind);
        diagnostics.AddRange(findings);
        var name = root["metadata"] is YamlMapping metadata && metadata["name"] is YamlScalar { Value.Length: > 0 } scalar
            ? new Located<string>(scalar.Value, scalar.Location)
            : null;
        return new BoundDocument(
            kind,
            name,
            name?.Location ?? (root.Entries is [var first, ..] ? first.Key.Location : root.Location),
            spec,
            kind == SpecKinds.Policy ? document : null,
            findings.IsEmpty)
        {
            Key = name is null ? null : KeyOf(root, kind, name.Value),
            IsNamed = name is not null && !findings.Any(finding => finding.Location.Span == name.Location.Span),
        };
    }

    private static string? KeyOf(YamlMapping root, SpecKind kind, string name) =>
        !kind.IsNamespaced ? name
        : root["metadata"] is YamlMapping metadata && metadata["namespace"] is YamlScalar { Value.Length: > 0 } home ? $"{home.Value}/{name}"
        : null;

    private static Diagnosed<object?> BindAs(YamlDocument document, SpecKind kind) => kind.Name switch
    {
        "Workspace" => Boxed(WorkspaceBinder.Bind(document)),
        "Mesh" => Boxed(MeshBinder.Bind(document)),
        "Cluster" => Boxed(ClusterBinder.Bind(document)),
        "GlobalNamespace" => Boxed(GlobalNamespaceBinder.Bind(document)),
        "GlobalService" => Boxed(GlobalServiceBinder.Bind(document)),
        "AccessPolicy" => Boxed(AccessPolicyBinder.Bind(document)),
        "TrafficPolicy" => Boxed(TrafficPolicyBinder.Bind(document)),
        "TrafficTarget" => Boxed(SmiBinder.BindTrafficTarget(document)),
        "HTTPRouteGroup" => Boxed(SmiBinder.BindHttpRouteGroup(document)),
        "TCPRoute" => Boxed(SmiBinder.BindTcpRoute(document)),
        "Policy" => new(null, SpecBinding.Check(document, kind).Diagnostics),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind.Name, "The kind has no binder."),
    };

    private static Diagnosed<object?> Boxed<T>(Diagnosed<T?> bound)
        where T : class => new(bound.Value, bound.Diagnostics);
}
