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

/// <summary>Gathers bound files, in order of their paths, into one <see cref="SpecSet"/> without repeats.</summary>
internal sealed class SpecCollector(string workspaceFolder)
{
    private readonly DiagnosticBag _diagnostics = new();
    private readonly List<BoundDocument> _documents = [];
    private readonly Dictionary<(string Kind, string Key), BoundDocument> _names = [];
    private BoundDocument? _workspace;
    private readonly List<ToolComment> _comments = [];
    private ReadCounts _counts = new(0, 0, 0);

    public string WorkspaceFolder { get; } = workspaceFolder;

    public WorkspaceSpec Workspace => _workspace?.Spec as WorkspaceSpec ?? new WorkspaceSpec();

    /// <summary>Whether <c>meshgitops.yaml</c> has errors that hide its Workspace: with the defaults in its place, other files would be read.</summary>
    public bool IsWorkspaceUnreadable { get; private set; }

    public void Add(ImmutableArray<Diagnostic> diagnostics) => _diagnostics.AddRange(diagnostics);

    /// <summary><c>meshgitops.yaml</c>; specs may stand beside the Workspace.</summary>
    public void AddWorkspace(BoundFile file)
    {
        _workspace = file.Documents.FirstOrDefault(IsWorkspace);
        IsWorkspaceUnreadable = _workspace?.Spec is null && file.Diagnostics.Any(finding => finding.Severity == Severity.Error);
        AddSpecs(file);
    }

    public void AddSpecs(BoundFile file)
    {
        AddFile(file);
        foreach (var document in file.Documents)
        {
            if (document.Kind == SpecKinds.Policy)
            {
                AddMisplaced(document, "Move it to a folder of policies: by default 'policies', else what the Workspace names.");
            }
            else if (!IsWorkspace(document))
            {
                AddDocument(document);
            }
            else if (_workspace is null)
            {
                AddMisplaced(document, $"Move it to '{WorkspaceSpec.FileName}' in the folder of the workspace.");
            }
            else if (!ReferenceEquals(document, _workspace))
            {
                AddSecond(document, _workspace);
            }
        }
    }

    public void AddPolicies(BoundFile file)
    {
        AddFile(file);
        foreach (var document in file.Documents)
        {
            if (document.Kind == SpecKinds.Policy)
            {
                AddDocument(document);
            }
            else
            {
                AddMisplaced(document, "Move it out of the folder of policies.");
            }
        }
    }

    public Diagnosed<SpecSet> Collect()
    {
        var set = new SpecSet
        {
            Workspace = Workspace,
            WorkspaceFolder = WorkspaceFolder,
            Mesh = Specs<MeshSpec>().FirstOrDefault(),
            Clusters = Sorted<ClusterSpec>(cluster => cluster.Metadata),
            GlobalNamespaces = Sorted<GlobalNamespaceSpec>(space => space.Metadata),
            GlobalServices = Sorted<GlobalServiceSpec>(service => service.Metadata),
            AccessPolicies =
            [
                .. Specs<AccessPolicySpec>().Concat(TrafficTargets.Translate(_documents, _diagnostics))
                    .OrderBy(policy => policy.Kind.Name, StringComparer.Ordinal)
                    .ThenBy(policy => policy.Metadata.Key, StringComparer.Ordinal),
            ],
            TrafficPolicies = Sorted<TrafficPolicySpec>(policy => policy.Metadata),
            Routes =
            [
                .. Specs<HttpRouteGroupSpec>().Select(group => group.Metadata)
                    .Concat(Specs<TcpRouteSpec>().Select(route => route.Metadata))
                    .OrderBy(metadata => metadata.Key, StringComparer.Ordinal),
            ],
            Policies = [.. _documents.Where(document => document.IsSound).Select(document => document.Policy).OfType<YamlDocument>()],
            Comments = [.. _comments],
            Counts = _counts,
        };
        SpecReferences.Check(set, new DeclaredNames(_documents), _diagnostics);
        OutputOverlap.Check(set, _diagnostics);
        if (_workspace?.IsSound ?? true)
        {
            DeliveryReferences.Check(set, _diagnostics);
        }

        return new(set, DiagnosticOrder.Sort(_diagnostics.ToImmutable()));
    }

    /// <summary>No specs: what is known of them is not whole.</summary>
    public Diagnosed<SpecSet> CollectFindings() =>
        new(new SpecSet { WorkspaceFolder = WorkspaceFolder, Counts = _counts }, DiagnosticOrder.Sort(_diagnostics.ToImmutable()));

    private static bool IsWorkspace(BoundDocument document) => document.Kind == SpecKinds.Workspace;

    private void AddFile(BoundFile file)
    {
        _counts += file.Counts;
        _comments.AddRange(file.Comments);
        _diagnostics.AddRange(file.Diagnostics);
    }

    private void AddDocument(BoundDocument document)
    {
        if (document.Kind == SpecKinds.Mesh && _documents.Find(other => other.Kind == SpecKinds.Mesh) is { } mesh)
        {
            AddSecond(document, mesh);
            return;
        }

        if (document is { Name: { } name, Key: { } key } && !_names.TryAdd((document.Kind.Name, key), document))
        {
            _diagnostics.Add(
                SpecDiagnostics.DuplicateName,
                name.Location,
                $"There is another {document.Kind.Name} '{key}'.",
                "Rename or remove one.",
                new RelatedLocation(_names[(document.Kind.Name, key)].Location, "The name is taken here."));
            return;
        }

        _documents.Add(document);
    }

    private void AddSecond(BoundDocument document, BoundDocument first) => _diagnostics.Add(
        SpecDiagnostics.SeveralDocuments,
        document.Location,
        $"There is another {document.Kind.Name}, and a workspace has at most one.",
        "Remove one, or move what is in it to the other.",
        new RelatedLocation(first.Location, "The first one is here."));

    private void AddMisplaced(BoundDocument document, string help) => _diagnostics.Add(
        SpecDiagnostics.MisplacedDocument,
        document.Location,
        $"A {document.Kind.Name} is not read from '{document.Location.Path}'.",
        help);

    private IEnumerable<T> Specs<T>() => _documents.Select(document => document.Spec).OfType<T>();

    private ImmutableArray<T> Sorted<T>(Func<T, SpecMetadata> metadata) =>
        [.. Specs<T>().OrderBy(spec => metadata(spec).Name.Value, StringComparer.Ordinal)];
}
