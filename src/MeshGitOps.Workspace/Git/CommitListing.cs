using System.Globalization;
using System.Text;
using System.Text.Unicode;
using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace.Git;

/// <summary>
/// The files and folders of a commit, from one <c>git ls-tree -r -z</c>. A commit is hostile: a tree can name another one a thousand times,
/// hold the same name twice, or names that no folder on disk can have.
/// </summary>
internal sealed class CommitListing
{
    public const int MaxEntries = 2_000_000;

    /// <summary>Of everything that <c>ls-tree</c> prints.</summary>
    public const long MaxBytes = 1L << 30;

    /// <summary>As long as Linux takes, in bytes.</summary>
    private const int MaxPath = 4096;

    /// <summary>Mode, type, name of the object and length.</summary>
    private const int MaxColumns = 128;

    private const int ShownName = 80;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly int _maxEntries;
    private readonly List<CommitFolder> _folders = [new()];
    private readonly List<(CommitFolder Folder, byte[] Name)> _open = [];
    private int _entries;

    private CommitListing(int maxEntries) => _maxEntries = maxEntries;

    public CommitFolder Root => _folders[0];

    /// <summary>All of them, in no order that means something.</summary>
    public IReadOnlyList<CommitFolder> Folders => _folders;

    /// <summary>Null where there is more than a commit may have.</summary>
    /// <exception cref="FormatException">Git prints something else.</exception>
    public static CommitListing? Read(Stream output, int maxEntries = MaxEntries)
    {
        var listing = new CommitListing(maxEntries);
        var records = new NulRecords(output, MaxColumns + MaxPath);
        while (records.TryRead(out var record, out var isWhole))
        {
            listing.Add(record, isWhole);
            if (listing._entries > maxEntries || records.Bytes > MaxBytes)
            {
                return null;
            }
        }

        foreach (var folder in listing._folders)
        {
            folder.Complete();
        }

        return listing;
    }

    /// <summary><c>100644 blob NAME LENGTH\tPATH</c>, where the length is right-aligned, or missing; <c>-</c> for a submodule, <c>BAD</c> for an object that is not there.</summary>
    private void Add(ReadOnlySpan<byte> record, bool isWhole)
    {
        var tab = record.IndexOf((byte)'\t');
        var columns = tab < 0 ? throw new FormatException("A line of 'git ls-tree' has no tab.") : record[..tab];
        var mode = columns[..columns.IndexOf((byte)' ')];
        columns = columns[(mode.Length + 1)..];
        columns = columns[(columns.IndexOf((byte)' ') + 1)..];
        var end = columns.IndexOf((byte)' ');
        var id = GitObjectId.Parse(end < 0 ? columns : columns[..end]) ?? throw new FormatException("A line of 'git ls-tree' has no object.");
        var length = end >= 0 && long.TryParse(columns[end..], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var bytes) ? bytes : (long?)null;
        var path = record[(tab + 1)..];
        Add(path, isWhole && path.Length <= MaxPath, KindOf(mode), id, length);
    }

    private void Add(ReadOnlySpan<byte> path, bool isWhole, EntryKind kind, GitObjectId id, long? length)
    {
        _entries++;
        var folder = Root;
        var depth = 0;
        while (path.IndexOf((byte)'/') is var slash and >= 0 && Utf8.IsValid(path[..slash]) && IsName(path[..slash]))
        {
            folder = FolderAt(depth++, folder, path[..slash]);
            path = path[(slash + 1)..];
        }

        _open.RemoveRange(depth, _open.Count - depth);
        if (isWhole && Utf8.IsValid(path) && IsName(path))
        {
            folder.Add(new CommitEntry(Strict.GetString(path), kind, id, length));
        }
        else
        {
            folder.AddUnnameable(Shown(path.IndexOf((byte)'/') is var end and >= 0 ? path[..end] : path));
        }
    }

    private CommitFolder FolderAt(int depth, CommitFolder parent, ReadOnlySpan<byte> name)
    {
        if (depth < _open.Count)
        {
            if (name.SequenceEqual(_open[depth].Name))
            {
                return _open[depth].Folder;
            }

            _open.RemoveRange(depth, _open.Count - depth);
        }

        var folder = parent.FolderOf(Strict.GetString(name), out var isNew);
        if (isNew)
        {
            _folders.Add(folder);
            _entries++;
        }

        _open.Add((folder, name.ToArray()));
        return folder;
    }

    private static bool IsName(ReadOnlySpan<byte> name) =>
        name.Length > 0
        && name.IndexOf((byte)'/') < 0
        && !name.SequenceEqual("."u8)
        && !name.SequenceEqual(".."u8)
        && !IsGitFolder(name);

    private static bool IsGitFolder(ReadOnlySpan<byte> name) =>
        name.Length == 4 && name[0] == '.' && (name[1] | 0x20) == 'g' && (name[2] | 0x20) == 'i' && (name[3] | 0x20) == 't';

    /// <summary>What a person is told, with each byte that is not printable ASCII as <c>\xFF</c>.</summary>
    private static string Shown(ReadOnlySpan<byte> name)
    {
        var shown = new StringBuilder();
        foreach (var value in name[..Math.Min(name.Length, ShownName)])
        {
            _ = value is >= 0x20 and < 0x7F and not (byte)'\\' and not (byte)'/'
                ? shown.Append((char)value)
                : shown.Append(CultureInfo.InvariantCulture, $"\\x{value:X2}");
        }

        return name.Length > ShownName ? shown.Append("...").ToString() : shown.ToString();
    }

    private static EntryKind KindOf(ReadOnlySpan<byte> mode) => mode switch
    {
        _ when mode.SequenceEqual("120000"u8) => EntryKind.Link,
        _ when mode.SequenceEqual("160000"u8) => EntryKind.Submodule,
        _ => EntryKind.File,
    };
}
