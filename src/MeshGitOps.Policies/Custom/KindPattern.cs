using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Policies.Custom;

/// <summary>A kind that a custom rule looks at: <c>Deployment</c> of any group, or <c>VirtualService.networking.istio.io</c>.</summary>
public readonly record struct KindPattern(string Kind, string? Group)
{
    public static KindPattern Parse(string written) =>
        written.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? new(written[..dot], written[(dot + 1)..]) : new(written, null);

    /// <summary>Whether it means specs where the rule does not say what it looks at.</summary>
    public bool IsSpec => Group == SpecKinds.Group || (Group is null && SpecKinds.Find(Kind) is not null);

    public bool Matches(string apiVersion, string kind) => kind == Kind && (Group is null || IsOf(apiVersion, Group));

    private static bool IsOf(string apiVersion, string group) =>
        apiVersion.Length > group.Length && apiVersion[group.Length] == '/' && apiVersion.StartsWith(group, StringComparison.Ordinal);
}
