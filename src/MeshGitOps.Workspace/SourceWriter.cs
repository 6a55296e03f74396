using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Sources;

namespace MeshGitOps.Workspace;

/// <summary>
/// Replaces files that people wrote. Each is staged beside itself and renamed, so that a crash leaves the old one or the new one;
/// a byte-order mark and the file's mode stay. Links are followed within the repository and stay links.
/// </summary>
public static class SourceWriter
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The paths that were written, in their order, and why others were not.</summary>
    public static Diagnosed<ImmutableArray<string>> Write(SpecFolder folder, ImmutableArray<SourceChange> changes)
    {
        var diagnostics = new DiagnosticBag();
        var drafts = new Dictionary<string, Draft>(StringComparer.Ordinal);
        var realFiles = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            foreach (var change in changes)
            {
                if (Stage(folder, change, realFiles, diagnostics) is { } draft)
                {
                    drafts.Add(change.Path, draft);
                }
            }

            LeaveOut(changes, drafts, path => !drafts.ContainsKey(path));
            var changed = drafts.Values.Where(draft => !IsAsRead(draft, diagnostics)).Select(draft => draft.Change.Path).ToHashSet(StringComparer.Ordinal);
            LeaveOut(changes, drafts, changed.Contains);
            return diagnostics.With<ImmutableArray<string>>([.. changes.Where(change => Move(drafts.GetValueOrDefault(change.Path), diagnostics)).Select(change => change.Path)]);
        }
        finally
        {
            foreach (var change in changes)
            {
                Discard(folder, change);
            }
        }
    }

    private static Draft? Stage(SpecFolder folder, SourceChange change, HashSet<string> realFiles, DiagnosticBag diagnostics)
    {
        if (folder.RealFile(change.Path) is not { } real)
        {
            diagnostics.Add(NotWritable(change, "it is no file of the repository any more"));
            return null;
        }

        if (!realFiles.Add(real))
        {
            diagnostics.Add(NotWritable(change, "another path that is fixed leads to the same file"));
            return null;
        }

        var draft = new Draft(change, real, StagedPath(real));
        try
        {
            if (IsReadOnly(real))
            {
                diagnostics.Add(NotWritable(change, "it is read-only"));
                return null;
            }

            var before = File.ReadAllBytes(real);
            if (!IsTextOf(before, change.Before))
            {
                diagnostics.Add(ChangedMeanwhile(change));
                return null;
            }

            using (var stream = new FileStream(draft.Staged, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(before.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark : []);
                stream.Write(Strict.GetBytes(change.After));
                stream.Flush(flushToDisk: true);
            }

            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(draft.Staged, File.GetUnixFileMode(real));
            }

            return draft;
        }
        catch (Exception exception) when (DiskFailure.Is(exception))
        {
            diagnostics.Add(NotWritable(change, DiskFailure.Reason(exception)));
            return null;
        }
    }

    /// <summary>Takes out the drafts of paths that are not written, and of all that must be written together with them.</summary>
    private static void LeaveOut(ImmutableArray<SourceChange> changes, Dictionary<string, Draft> drafts, Func<string, bool> isLeftOut)
    {
        var pending = new Stack<SourceChange>(changes.Where(change => isLeftOut(change.Path)));
        var byPath = changes.ToDictionary(change => change.Path, StringComparer.Ordinal);
        var left = pending.Select(change => change.Path).ToHashSet(StringComparer.Ordinal);
        while (pending.TryPop(out var change))
        {
            drafts.Remove(change.Path);
            foreach (var path in change.Together.Where(path => byPath.ContainsKey(path) && left.Add(path)))
            {
                pending.Push(byPath[path]);
            }
        }
    }

    /// <summary>Once more, right before the first file is replaced.</summary>
    private static bool IsAsRead(Draft draft, DiagnosticBag diagnostics)
    {
        try
        {
            if (IsTextOf(File.ReadAllBytes(draft.Real), draft.Change.Before))
            {
                return true;
            }

            diagnostics.Add(ChangedMeanwhile(draft.Change));
        }
        catch (Exception exception) when (DiskFailure.Is(exception))
        {
            diagnostics.Add(NotWritable(draft.Change, DiskFailure.Reason(exception)));
        }

        return false;
    }

    private static bool Move(Draft? draft, DiagnosticBag diagnostics)
    {
        if (draft is null)
        {
            return false;
        }

        try
        {
            File.Move(draft.Staged, draft.Real, overwrite: true);
            return true;
        }
        catch (Exception exception) when (DiskFailure.Is(exception))
        {
            diagnostics.Add(NotWritable(draft.Change, DiskFailure.Reason(exception)));
            return false;
        }
    }

    private static void Discard(SpecFolder folder, SourceChange change)
    {
        try
        {
            if (folder.RealFile(change.Path) is { } real)
            {
                File.Delete(StagedPath(real));
            }
        }
        catch (Exception exception) when (DiskFailure.Is(exception))
        {
            // What could not be staged cannot be taken away either; it was reported.
        }
    }

    private static string StagedPath(string real) =>
        Path.Combine(Path.GetDirectoryName(real)!, $".{Path.GetFileName(real)}.{Environment.ProcessId}.meshgitops.tmp");

    private static bool IsTextOf(ReadOnlySpan<byte> bytes, SourceText text) =>
        (bytes.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes).SequenceEqual(Strict.GetBytes(text.Text));

    /// <summary>A rename would replace the file all the same, since only its folder is asked.</summary>
    private static bool IsReadOnly(string real) =>
        File.GetAttributes(real).HasFlag(FileAttributes.ReadOnly)
        || (!OperatingSystem.IsWindows() && !File.GetUnixFileMode(real).HasFlag(UnixFileMode.UserWrite));

    private static Diagnostic ChangedMeanwhile(SourceChange change) => Diagnostic.Create(
        FixDiagnostics.ChangedMeanwhile,
        new SourceText(change.Path, "").Start,
        $"File '{change.Path}' was changed after it was read, so its fixes are not written.",
        "Run 'meshgitops fix' again.");

    private static Diagnostic NotWritable(SourceChange change, string reason) => Diagnostic.Create(
        FixDiagnostics.NotWritable,
        new SourceText(change.Path, "").Start,
        $"File '{change.Path}' cannot be written because {reason}.");

    private sealed record Draft(SourceChange Change, string Real, string Staged);
}
