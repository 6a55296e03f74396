using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace MeshGitOps.Rendering.Manifests;

/// <summary>Writes UTF-8 straight into the spans of a buffer; <see cref="Flush"/> hands over what was written last.</summary>
internal ref struct Utf8Cursor(IBufferWriter<byte> output)
{
    private const int LeastSpan = 4096;
    private readonly IBufferWriter<byte> _output = output;
    private Span<byte> _span;
    private int _used;

    public void Write(byte value)
    {
        Reserve(1);
        _span[_used++] = value;
    }

    public void Write(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_span[_used..]);
        _used += text.Length;
    }

    /// <summary>Text without lone surrogates.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        Reserve(text.Length * 3);
        _used += Encoding.UTF8.GetBytes(text, _span[_used..]);
    }

    public void Write(long value)
    {
        Reserve(20);
        Utf8Formatter.TryFormat(value, _span[_used..], out var written);
        _used += written;
    }

    /// <summary>A code point in hexadecimal digits.</summary>
    public void WriteHexadecimal(int value, int digits)
    {
        Reserve(digits);
        for (var shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        {
            _span[_used++] = "0123456789ABCDEF"u8[(value >> shift) & 0xF];
        }
    }

    public void WriteSpaces(int count)
    {
        Reserve(count);
        _span.Slice(_used, count).Fill((byte)' ');
        _used += count;
    }

    public void Flush()
    {
        _output.Advance(_used);
        _span = default;
        _used = 0;
    }

    private void Reserve(int size)
    {
        if (_span.Length - _used < size)
        {
            Flush();
            _span = _output.GetSpan(Math.Max(size, LeastSpan));
        }
    }
}
