using System.Buffers.Binary;

namespace MeshGitOps.Workspace.Git;

/// <summary>The name of an object in 32 bytes, where a million of them are held: as text it would take 104 or more.</summary>
internal readonly record struct GitObjectId
{
    private const int MaxBytes = 32;

    private readonly UInt128 _high;
    private readonly UInt128 _low;
    private readonly byte _bytes;

    private GitObjectId(UInt128 high, UInt128 low, int bytes)
    {
        _high = high;
        _low = low;
        _bytes = (byte)bytes;
    }

    /// <param name="digits">40 or 64 hexadecimal digits of either case; anything else is null.</param>
    public static GitObjectId? Parse(ReadOnlySpan<byte> digits)
    {
        if (digits.Length is not (40 or MaxBytes * 2))
        {
            return null;
        }

        Span<char> text = stackalloc char[MaxBytes * 2];
        for (var i = 0; i < digits.Length; i++)
        {
            text[i] = (char)digits[i];
        }

        Span<byte> bytes = stackalloc byte[MaxBytes];
        bytes.Clear();
        return Convert.FromHexString(text[..digits.Length], bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            ? Of(bytes[..written])
            : null;
    }

    /// <param name="hash">20 or 32 bytes.</param>
    public static GitObjectId Of(ReadOnlySpan<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        bytes.Clear();
        hash.CopyTo(bytes);
        return new GitObjectId(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]), hash.Length);
    }

    /// <summary>As git writes it.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _high);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], _low);
        return Convert.ToHexStringLower(bytes[.._bytes]);
    }
}
