using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Workspace.Git;

namespace MeshGitOps.Workspace.Sources;

/// <summary>Reads one file as strict UTF-8.</summary>
internal static class SourceFile
{
    /// <summary>The cure where a clone lacks objects. Nothing is fetched by itself.</summary>
    public const string FetchHelp = "Fetch what the clone left out: 'git fetch --refetch --no-filter', or 'git fetch --unshallow' where it is shallow.";

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="real">Where it lies, without a link in it.</param>
    /// <param name="path">What findings call it.</param>
    public static Diagnosed<ReadSource?> Read(IRepositoryFiles files, string real, string path, SourceLocation? cause)
    {
        var location = cause ?? new SourceText(path, "").Start;
        try
        {
            // A pipe, socket or device has no length and is never opened: that could block for ever. An empty file need not be.
            var length = files.LengthOf(real);
            if (length == 0)
            {
                return new(new ReadSource(new SourceText(path, ""), 0), []);
            }

            return length > SpecFolder.MaxFileBytes
                ? new(null, [TooLarge(path, location, length.ToString(CultureInfo.InvariantCulture))])
                : ReadBytes(files, real, path, location, (int)length);
        }
        catch (GitException exception)
        {
            return new(null,
            [
                Diagnostic.Create(GitDiagnostics.ObjectMissing, location, $"File '{path}' cannot be read because {exception.Message}.", FetchHelp),
            ]);
        }
        catch (Exception exception) when (DiskFailure.Is(exception))
        {
            return new(null,
            [
                Diagnostic.Create(
                    WorkspaceDiagnostics.FileUnreadable, location, $"File '{path}' cannot be read because {DiskFailure.Reason(exception)}."),
            ]);
        }
    }

    private static Diagnosed<ReadSource?> ReadBytes(IRepositoryFiles files, string real, string path, SourceLocation location, int expected)
    {
        // One byte more than expected, so that a file that grows meanwhile is noticed.
        var buffer = ArrayPool<byte>.Shared.Rent(expected + 1);
        try
        {
            var length = files.Read(real, buffer.AsSpan(0, expected + 1));
            return length > expected
                ? new(null, [Diagnostic.Create(WorkspaceDiagnostics.FileUnreadable, location, $"File '{path}' grows while it is read.")])
                : Decode(buffer.AsSpan(0, length), path);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static Diagnosed<ReadSource?> Decode(ReadOnlySpan<byte> bytes, string path)
    {
        var size = bytes.Length;
        if (bytes is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..])
        {
            return NotUtf8(new SourceText(path, "").Start, $"File '{path}' is UTF-16 and not UTF-8.");
        }

        if (bytes.StartsWith(ByteOrderMark))
        {
            bytes = bytes[ByteOrderMark.Length..];
        }

        var chars = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            var status = Utf8.ToUtf16(bytes, chars, out var bytesRead, out var charsWritten, replaceInvalidSequences: false);
            var text = chars.AsSpan(0, charsWritten);
            if (status != OperationStatus.Done)
            {
                return NotUtf8(
                    new SourceLocation(new SourceText(path, Encoding.UTF8.GetString(bytes)), new TextSpan(charsWritten, 1)),
                    $"File '{path}' has the byte 0x{bytes[bytesRead]:X2}, which is not UTF-8 here.");
            }

            return text.IndexOf('\0') is var zero and >= 0
                ? NotUtf8(
                    new SourceLocation(new SourceText(path, text.ToString()), new TextSpan(zero, 1)),
                    $"File '{path}' has a zero byte and is no text.")
                : new(new ReadSource(new SourceText(path, text.ToString()), size), []);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    /// <param name="length">The number of bytes, as words.</param>
    public static Diagnostic TooLarge(string path, SourceLocation location, string length) => Diagnostic.Create(
        WorkspaceDiagnostics.FileTooLarge,
        location,
        $"File '{path}' has {length} bytes, but at most {SpecFolder.MaxFileBytes} are read.",
        "Split the file.");

    private static Diagnosed<ReadSource?> NotUtf8(SourceLocation location, string message) => new(null,
        [Diagnostic.Create(WorkspaceDiagnostics.NotUtf8, location, message, "Save the file as UTF-8.")]);
}

/// <param name="Bytes">The size on disk.</param>
internal sealed record ReadSource(SourceText Text, int Bytes);
