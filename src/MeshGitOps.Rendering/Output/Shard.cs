using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MeshGitOps.Rendering.Output;

/// <summary>
/// One of several runs that together render a fleet; every cluster belongs to exactly one of them.
/// Which one follows from the cluster's name alone: the first 8 bytes of its SHA-256 (of the UTF-8, big-endian, without a sign),
/// modulo the number of shards. This never changes between versions: shards of two versions may be joined.
/// </summary>
/// <param name="Index">From 0, as <c>JOB_COMPLETION_INDEX</c> of Kubernetes and <c>strategy.job-index</c> of GitHub Actions count.</param>
/// <param name="Count">At least 1.</param>
public readonly record struct Shard(int Index, int Count)
{
    /// <summary>The run that renders every cluster.</summary>
    public static readonly Shard Whole = new(0, 1);

    public bool IsWhole => Count == 1;

    /// <summary>Whether the files of a cluster are this shard's; <see cref="OutputFile.Cluster"/> says whose a file is.</summary>
    public bool Holds(string cluster) =>
        IsWhole || BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(cluster))) % (ulong)Count == (ulong)Index;

    /// <summary>Null, with the reason (the end of a sentence that begins with what was read), where it is not <c>INDEX/COUNT</c>.</summary>
    public static Shard? Parse(string text, out string reason)
    {
        reason = "";
        if (text.Split('/') is not [var first, var second]
            || !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || !int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            reason = "takes INDEX/COUNT, as 0/4";
            return null;
        }

        if (count == 0)
        {
            reason = "takes a COUNT of at least 1";
            return null;
        }

        if (index >= count)
        {
            reason = FormattableString.Invariant($"takes an INDEX from 0 to {count - 1} of {count} shards");
            return null;
        }

        return new Shard(index, count);
    }

    public override string ToString() => FormattableString.Invariant($"{Index}/{Count}");
}
