namespace MeshGitOps.Policies.Validation;

/// <summary>A value of the manifests as it fits the line of a message.</summary>
internal static class Shown
{
    private const int MaxLength = 80;

    public static string Of(string value) =>
        (value.Length <= MaxLength ? value : value[..MaxLength] + "…").ReplaceLineEndings(" ");
}
