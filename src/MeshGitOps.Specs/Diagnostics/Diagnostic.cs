using System.Collections.Immutable;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Diagnostics;

/// <summary>One finding: what is wrong, where, and what to do.</summary>
public sealed record Diagnostic
{
    public required DiagnosticDescriptor Descriptor { get; init; }

    public required Severity Severity { get; init; }

    public required SourceLocation Location { get; init; }

    /// <summary>One sentence in the present tense with a full stop; things are named in single quotes.</summary>
    public required string Message { get; init; }

    /// <summary>The cure, printed as <c>help: …</c>.</summary>
    public string? Help { get; init; }

    /// <summary>The other places that make this one wrong.</summary>
    public ImmutableArray<RelatedLocation> Related { get; init; } = [];

    /// <summary>How the text can be changed so that the finding goes away, where that is known.</summary>
    public SuggestedFix? Fix { get; init; }

    public string Id => Descriptor.Id;

    public static Diagnostic Create(
        DiagnosticDescriptor descriptor,
        SourceLocation location,
        string message,
        string? help = null,
        params ReadOnlySpan<RelatedLocation> related) => new()
        {
            Descriptor = descriptor,
            Severity = descriptor.Severity,
            Location = location,
            Message = message,
            Help = help,
            Related = [.. related],
        };
}

/// <summary>Another place that a finding speaks of, with a few words on why.</summary>
public sealed record RelatedLocation(SourceLocation Location, string Message);
