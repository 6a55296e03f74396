namespace MeshGitOps.Specs.Kinds.Workspaces;

/// <summary>The name of a branch, or with <c>{cluster}</c> in it of one per cluster.</summary>
public sealed record BranchPattern
{
    public const string Placeholder = "{cluster}";

    public static readonly BranchPattern Default = new("rendered");

    private BranchPattern(string text) => Text = text;

    public string Text { get; }

    public bool IsPerCluster => Text.Contains(Placeholder, StringComparison.Ordinal);

    /// <summary>The pattern, or null with <paramref name="reason"/> (the end of a sentence that begins with the name).</summary>
    public static BranchPattern? TryCreate(string text, out string reason)
    {
        var rest = text.Replace(Placeholder, "", StringComparison.Ordinal);
        if (text.Length - rest.Length > Placeholder.Length)
        {
            reason = $"has '{Placeholder}' more than once";
            return null;
        }

        if (rest.AsSpan().IndexOfAny('{', '}') >= 0)
        {
            reason = $"has a brace that is not of '{Placeholder}', the only placeholder";
            return null;
        }

        // The longest name that a cluster can have: what is filled in later is valid as well.
        reason = GitNames.WhyNoBranch(text.Replace(Placeholder, new string('a', DnsNames.MaxLabelLength), StringComparison.Ordinal)) ?? "";
        return reason.Length == 0 ? new BranchPattern(text) : null;
    }

    /// <summary>The branch of a cluster's files; <c>_delivery</c> stands for the delivery objects.</summary>
    public string For(string cluster) => Text.Replace(Placeholder, cluster, StringComparison.Ordinal);

    public override string ToString() => Text;
}
