using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Diagnostics;

/// <summary>Collects the findings of one stage. Not for several threads: give each its own and add them up in order.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _diagnostics = [];

    public int Count => _diagnostics.Count;

    public bool HasErrors => _diagnostics.Exists(diagnostic => diagnostic.Severity == Severity.Error);

    public void Add(Diagnostic diagnostic) => _diagnostics.Add(diagnostic);

    public void Add(
        DiagnosticDescriptor descriptor,
        SourceLocation location,
        string message,
        string? help = null,
        params ReadOnlySpan<RelatedLocation> related) =>
        _diagnostics.Add(Diagnostic.Create(descriptor, location, message, help, related));

    public void AddRange(IEnumerable<Diagnostic> diagnostics) => _diagnostics.AddRange(diagnostics);

    public ImmutableArray<Diagnostic> ToImmutable() => [.. _diagnostics];

    public Diagnosed<T> With<T>(T value) => new(value, ToImmutable());
}
