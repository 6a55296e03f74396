using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Diagnostics;

/// <summary>
/// What a finding is recognised by in another commit: its id, its file, and the text that it points at.
/// Neither moved, indented or commented lines nor another wording of the message change it.
/// </summary>
public static class Fingerprints
{
    /// <summary>Hexadecimal digits of a fingerprint.</summary>
    public const int Length = 32;

    /// <summary>A line may be a whole file of megabytes, and every finding may lie in it: no more than this is looked at before and after a place.</summary>
    private const int MaxUnits = 1024;

    /// <summary>What is kept of a line or span: the rest of a large object may change without making it another one.</summary>
    private const int MaxKept = 160;

    /// <summary>One fingerprint per finding, in the same order; all of them differ.</summary>
    /// <param name="sorted">
    /// In <see cref="DiagnosticOrder"/>, all findings of a run, suppressed ones too: those that are alike in all else are counted in that order.
    /// </param>
    public static ImmutableArray<string> Of(ImmutableArray<Diagnostic> sorted)
    {
        var counts = new Dictionary<string, int>(sorted.Length, StringComparer.Ordinal);
        var fingerprints = ImmutableArray.CreateBuilder<string>(sorted.Length);
        foreach (var finding in sorted)
        {
            var subject = SubjectOf(finding);
            var ordinal = counts.GetValueOrDefault(subject);
            counts[subject] = ordinal + 1;
            fingerprints.Add(Hash(string.Create(CultureInfo.InvariantCulture, $"{subject}\n{ordinal}")));
        }

        return fingerprints.MoveToImmutable();
    }

    /// <summary>No part holds a line end but a path may, so its length stands before it.</summary>
    private static string SubjectOf(Diagnostic finding)
    {
        var location = finding.Location;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{finding.Id}\n{location.Path.Length}\n{location.Path}\n{LineOf(location)}\n{SpanOf(location)}");
    }

    private static string LineOf(SourceLocation location)
    {
        var text = location.Source.Text.AsSpan();
        var place = Math.Clamp(location.Span.Start, 0, text.Length);
        var before = text[Math.Max(0, place - MaxUnits)..place];
        var after = text[place..Math.Min(text.Length, place + MaxUnits)];
        var lineEnd = after.IndexOfAny('\n', '\r');
        return Normalize([.. before[(before.LastIndexOfAny('\n', '\r') + 1)..], .. lineEnd < 0 ? after : after[..lineEnd]]);
    }

    private static string SpanOf(SourceLocation location)
    {
        var text = location.Source.Text.AsSpan();
        var start = Math.Clamp(location.Span.Start, 0, text.Length);
        var length = Math.Clamp(location.Span.Length, 0, Math.Min(MaxUnits, text.Length - start));
        return Normalize(text.Slice(start, length));
    }

    /// <summary>White space becomes one space, and comments go: a comment that is written to accept a finding must not make it another one.</summary>
    private static string Normalize(ReadOnlySpan<char> text)
    {
        var kept = new StringBuilder(MaxKept);
        foreach (var line in text.EnumerateLines())
        {
            var isAfterSpace = true;
            foreach (var character in line)
            {
                if (kept.Length >= MaxKept || (character == '#' && isAfterSpace))
                {
                    break;
                }

                if (char.IsWhiteSpace(character))
                {
                    isAfterSpace = true;
                    continue;
                }

                if (isAfterSpace && kept.Length > 0)
                {
                    kept.Append(' ');
                }

                kept.Append(character);
                isAfterSpace = false;
            }
        }

        return kept.ToString();
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Length];
}
