namespace MeshGitOps.Specs.Kinds;

/// <summary>The names that documents declare, those that could not be bound included.</summary>
internal sealed class DeclaredNames
{
    private readonly List<BoundDocument> _documents;
    private readonly Dictionary<SpecKind, HashSet<string>> _names = [];
    private readonly HashSet<SpecKind> _unnamed = [];

    public DeclaredNames(List<BoundDocument> documents)
    {
        _documents = documents;
        foreach (var document in documents)
        {
            if (document.Name is { } name)
            {
                NamesOf(document.Kind).Add(name.Value);
            }

            if (!document.IsNamed)
            {
                _unnamed.Add(document.Kind);
            }
        }
    }

    /// <summary>Null where a document of the kind has a wrong name or none: it may be the one that a reference means.</summary>
    public HashSet<string>? Of(SpecKind kind) => _unnamed.Contains(kind) ? null : NamesOf(kind);

    /// <summary>Whether every document of the kind was bound whole, so that nothing it declares is missing.</summary>
    public bool AreSound(SpecKind kind) => _documents.TrueForAll(document => document.Kind != kind || document.IsSound);

    private HashSet<string> NamesOf(SpecKind kind)
    {
        if (!_names.TryGetValue(kind, out var names))
        {
            names = new HashSet<string>(StringComparer.Ordinal);
            _names.Add(kind, names);
        }

        return names;
    }
}
