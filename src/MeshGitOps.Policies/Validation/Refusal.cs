using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Validation;

/// <summary>What Istio's webhook says against one object: it refuses the object, or takes it with a warning.</summary>
internal sealed record Refusal(SourceLocation Location, string Message, string? Help = null)
{
    public bool IsWarning { get; init; }

    public RelatedLocation? Related { get; init; }

    public Diagnostic ToFinding(RuleSettings settings)
    {
        var limit = IsWarning ? Severity.Warning : Severity.Error;
        return Related is null
            ? settings.FindingAtMost(limit, Location, Message, Help)
            : settings.FindingAtMost(limit, Location, Message, Help, Related);
    }
}
