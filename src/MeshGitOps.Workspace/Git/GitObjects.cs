using System.Globalization;
using System.Text;

namespace MeshGitOps.Workspace.Git;

/// <summary>
/// Reads objects by name through one <c>git cat-file --batch</c> that is started with the first. For several threads, one at a time.
/// </summary>
internal sealed class GitObjects(GitCommand command) : IDisposable
{
    private readonly Lock _lock = new();
    private GitProcess? _process;
    private BufferedStream? _output;

    /// <summary>The bytes of a file at the path of a commit; null where there is none, or one with more than <paramref name="maxBytes"/>.</summary>
    public byte[]? ReadFile(string? commit, string path, long maxBytes)
    {
        try
        {
            return commit is null ? null : ReadBlob($"{commit}:{path}", maxBytes);
        }
        catch (GitException)
        {
            return null;
        }
    }

    /// <summary>The bytes of a file; null where it has more than <paramref name="maxBytes"/>.</summary>
    /// <exception cref="GitException">The object is not in the repository, or is no file.</exception>
    public byte[]? ReadBlob(string name, long maxBytes)
    {
        lock (_lock)
        {
            try
            {
                return Read(name, maxBytes);
            }
            catch (IOException)
            {
                // It ends by itself where an object is missing that it would have to fetch. The next one is asked of a new one.
                Dispose();
                throw new GitException($"the object {name} is not in the repository");
            }
        }
    }

    public void Dispose()
    {
        _process?.Dispose();
        _process = null;
        _output = null;
    }

    private byte[]? Read(string name, long maxBytes)
    {
        _process ??= command.Start(GitTrust.Isolated, "cat-file", "--batch");
        _output ??= new BufferedStream(_process.Output, 64 * 1024);
        _process.Input.Write(Encoding.ASCII.GetBytes(name + "\n"));
        _process.Input.Flush();
        var header = ReadLine(_output).Split(' ');
        if (header is not [_, var kind, var length])
        {
            throw new GitException($"the object {name} is not in the repository");
        }

        var size = long.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture);
        var bytes = kind == "blob" && size <= maxBytes ? new byte[size] : null;
        Fill(_output, bytes, size);
        return kind == "blob" ? bytes : throw new GitException($"the object {name} is a {kind} and no file");
    }

    private static string ReadLine(BufferedStream output)
    {
        var line = new StringBuilder();
        int next;
        while ((next = output.ReadByte()) is not ('\n' or -1))
        {
            line.Append((char)next);
        }

        return next == -1 ? throw new EndOfStreamException() : line.ToString();
    }

    /// <summary>The content and the newline after it.</summary>
    private static void Fill(BufferedStream output, byte[]? bytes, long size)
    {
        if (bytes is not null)
        {
            output.ReadExactly(bytes);
        }
        else
        {
            var skipped = new byte[8192];
            for (var left = size; left > 0;)
            {
                var count = output.Read(skipped, 0, (int)Math.Min(left, skipped.Length));
                left -= count > 0 ? count : throw new EndOfStreamException();
            }
        }

        output.ReadByte();
    }
}
