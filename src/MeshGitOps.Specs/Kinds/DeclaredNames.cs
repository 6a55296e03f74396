namespace MeshGitOps.Specs.Kinds;

/// <summary>The names that documents declare, those that could not be bound included.</summary>
internal sealed class DeclaredNames
{
    private readonly List<BoundDocument> _documents;
    private readonly Dictionary<SpecKind, HashSet<string>> _names = [];

    public DeclaredNames(List<BoundDocument> documents)
    {
        _documents = documents;
        foreach (var document in documents)
        {
            if (document.Name is { } name)
            {
                Of(document.Kind).Add(name.Value);
            }
        }
    }

    public HashSet<string> Of(SpecKind kind)
    {
        if (!_names.TryGetValue(kind, out var names))
        {
            names = new HashSet<string>(StringComparer.Ordinal);
            _names.Add(kind, names);
        }

        return names;
    }

    /// <summary>Whether every document of the kind was bound whole, so that nothing it declares is missing.</summary>
    public bool AreSound(SpecKind kind) => _documents.TrueForAll(document => document.Kind != kind || document.IsSound);
}
