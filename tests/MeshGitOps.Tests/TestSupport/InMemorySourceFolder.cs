using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Tests.TestSupport;

/// <summary>A repository that lies in memory.</summary>
internal sealed class InMemorySourceFolder(IEnumerable<KeyValuePair<string, string>> files) : ISourceFolder
{
    private readonly ImmutableSortedDictionary<string, SourceText> _files = files.ToImmutableSortedDictionary(
        file => file.Key,
        file => new SourceText(file.Key, file.Value),
        StringComparer.Ordinal);

    public InMemorySourceFolder(params (string Path, string Text)[] files)
        : this(files.Select(file => KeyValuePair.Create(file.Path, file.Text)))
    {
    }

    public SourceEntry EntryAt(string path)
    {
        if (path.Split('/').Contains(".."))
        {
            return SourceEntry.Outside;
        }

        if (path.Length == 0 || _files.Keys.Any(file => file.StartsWith(path + "/", StringComparison.Ordinal)))
        {
            return SourceEntry.Folder;
        }

        return _files.ContainsKey(path) ? SourceEntry.File : SourceEntry.None;
    }

    public ImmutableArray<string> FilesBelow(string folder) =>
    [
        .. _files.Keys.Where(file =>
            (folder.Length == 0 || file.StartsWith(folder + "/", StringComparison.Ordinal))
            && !file[folder.Length..].Split('/').SkipLast(1).Any(segment => segment.StartsWith('.') || segment == "node_modules")),
    ];

    public Diagnosed<SourceText?> Read(string path, SourceLocation? cause) =>
        _files.TryGetValue(path, out var file)
            ? new(file, [])
            : new(null, [Diagnostic.Create(SourceDiagnostics.NotFound, cause ?? new SourceText(path, "").Start, $"There is no file '{path}'.")]);
}
