namespace MeshGitOps.Rendering.Dns.Corefiles;

/// <summary>A word of a Corefile for a message: a hostile one may be a megabyte long.</summary>
internal static class Excerpt
{
    private const int MaxLength = 80;

    public static string Of(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "…";
}
