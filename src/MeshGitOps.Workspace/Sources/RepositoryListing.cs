using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Workspace.Sources;

/// <summary>
/// The files below one folder. Each real file and folder is listed once: under its own path where that lies below the folder,
/// otherwise under the first link to it. So links between folders cannot multiply the work, and no spec is read twice.
/// </summary>
internal sealed class RepositoryListing
{
    private readonly IRepositoryFiles _repository;
    private readonly RepositoryPaths _paths;
    private readonly List<string> _files = [];
    private readonly HashSet<string> _realFiles = new(StringComparer.Ordinal);
    private readonly HashSet<string> _realFolders = new(StringComparer.Ordinal);
    private readonly DiagnosticBag _diagnostics = new();
    private List<string> _links = [];

    private RepositoryListing(IRepositoryFiles repository, RepositoryPaths paths)
    {
        _repository = repository;
        _paths = paths;
    }

    /// <summary>Sorted ordinally.</summary>
    public ImmutableArray<string> Files { get; private set; } = [];

    public ImmutableArray<Diagnostic> Diagnostics => _diagnostics.ToImmutable();

    public static RepositoryListing Of(IRepositoryFiles repository, RepositoryPaths paths, string folder)
    {
        var listing = new RepositoryListing(repository, paths);
        var start = paths.Resolve(folder);
        if (start.Kind == PathKind.Folder)
        {
            var isPlain = folder.Length == 0 || !folder.Split('/').Any(segment => segment is "" or "." or "..");
            listing.ListTree(isPlain ? folder : start.Real, start.Real);
            listing.FollowLinks();
        }

        listing._files.Sort(string.CompareOrdinal);
        listing.Files = [.. listing._files];
        return listing;
    }

    private void ListTree(string folder, string real)
    {
        var pending = new Stack<(string Path, string Real)>();
        pending.Push((folder, real));
        while (pending.TryPop(out var next))
        {
            if (!_realFolders.Add(next.Real))
            {
                continue;
            }

            foreach (var entry in EntriesOf(next.Path, next.Real))
            {
                var path = Join(next.Path, entry.Name);
                switch (entry.Kind)
                {
                    case EntryKind.Link:
                        _links.Add(path);
                        break;
                    case EntryKind.File when _realFiles.Add(Join(next.Real, entry.Name)):
                        _files.Add(path);
                        break;
                    case EntryKind.Folder when !IsPassedOver(entry.Name):
                        pending.Push((path, Join(next.Real, entry.Name)));
                        break;
                    case EntryKind.Submodule when !IsPassedOver(entry.Name):
                        PassOverSubmodule(path);
                        break;
                    case EntryKind.Unnameable:
                        PassOverName(path);
                        break;
                    default:
                        break;
                }
            }
        }
    }

    private void FollowLinks()
    {
        while (_links.Count > 0)
        {
            var links = _links;
            _links = [];
            links.Sort(string.CompareOrdinal);
            foreach (var link in links)
            {
                Follow(link);
            }
        }
    }

    private void Follow(string link)
    {
        var target = _paths.Resolve(link);
        switch (target.Kind)
        {
            case PathKind.File when _realFiles.Add(target.Real):
                _files.Add(link);
                break;
            case PathKind.Folder when !IsPassedOver(link[(link.LastIndexOf('/') + 1)..]):
                ListTree(link, target.Real);
                break;
            case PathKind.Submodule when !IsPassedOver(link[(link.LastIndexOf('/') + 1)..]):
                PassOver(link, "leads into a submodule");
                break;
            case PathKind.Outside:
                PassOver(link, "leads out of the repository");
                break;
            case PathKind.TooManyLinks:
                PassOver(link, $"goes through more than {RepositoryPaths.MaxLinks} links");
                break;
            default:
                break;
        }
    }

    private void PassOver(string link, string reason) => _diagnostics.Add(
        WorkspaceDiagnostics.LinkPassedOver,
        new SourceText(link, "").Start,
        $"Link '{link}' {reason} and is passed over.");

    private void PassOverSubmodule(string path) => _diagnostics.Add(
        CommitDiagnostics.SubmodulePassedOver,
        new SourceText(path, "").Start,
        $"Folder '{path}' is a submodule, whose files no commit of this repository holds, and is passed over.",
        "Copy the specs of the submodule into the repository.");

    private void PassOverName(string path) => _diagnostics.Add(
        CommitDiagnostics.NameUnusable,
        new SourceText(path, "").Start,
        $"The commit has an entry '{path}', whose name is no path in UTF-8, and it is passed over.",
        "Rename it with 'git mv'.");

    private List<FolderEntry> EntriesOf(string path, string real)
    {
        try
        {
            return _repository.EntriesOf(real);
        }
        catch (Exception exception) when (DiskFailure.Is(exception))
        {
            _diagnostics.Add(
                WorkspaceDiagnostics.FolderUnreadable,
                new SourceText(path, "").Start,
                $"Folder '{path}' cannot be listed because {DiskFailure.Reason(exception)}.");
            return [];
        }
    }

    private static bool IsPassedOver(string folder) => folder.StartsWith('.') || folder == "node_modules";

    private static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
