using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Suppressions;

/// <summary>Where parts of a scalar's value are written; the whole scalar where it is written with escapes or on several lines.</summary>
internal readonly struct ScalarPlaces(YamlScalar scalar)
{
    private readonly int _start = scalar.Source.Text.AsSpan(scalar.Span.Start, scalar.Span.Length).IndexOf(scalar.Value, StringComparison.Ordinal);

    public SourceLocation Of(TextSpan span) =>
        _start < 0 ? scalar.Location : scalar.Source.At(span with { Start = scalar.Span.Start + _start + span.Start });
}
