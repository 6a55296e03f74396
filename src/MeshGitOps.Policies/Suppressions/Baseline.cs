using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Suppressions;

/// <summary>Findings of rules that are accepted until they are mended. A baseline only shrinks: nothing is ever added to one that exists.</summary>
/// <param name="Entries">As they are written.</param>
public sealed record Baseline(ImmutableArray<BaselineEntry> Entries)
{
    /// <summary>One that is yet to be written, and accepts whatever rules find in this run.</summary>
    public static readonly Baseline New = new([]);
}

/// <param name="Fingerprint">What a finding is recognised by; the rest is for people.</param>
public sealed record BaselineEntry(string Fingerprint, string Rule, string Path)
{
    /// <summary>The place of the fingerprint; null for an entry that is yet to be written.</summary>
    public SourceLocation? Location { get; init; }
}
