namespace MeshGitOps.Rendering.Templates;

/// <summary>
/// What a template may hold and use. It comes from anybody who can open a pull request: each way to make it work long,
/// take much memory or exhaust the stack of the template engine ends at one of these.
/// </summary>
internal static class TemplateLimits
{
    /// <summary>UTF-16 units of one template.</summary>
    public const int TextLength = 256 * 1024;

    /// <summary>Tags of one template; compiling this many takes a quarter of a second.</summary>
    public const int Tags = 1000;

    /// <summary>Blocks inside one another, each 'else if' counted as one.</summary>
    public const int BlockDepth = 16;

    /// <summary>Functions inside one another.</summary>
    public const int CallDepth = 4;

    /// <summary>Tags that are carried out in one render; this many take about a second.</summary>
    public const int Steps = 2_000_000;

    /// <summary>UTF-16 units that one render writes; etcd refuses objects of more than 1.5 MiB.</summary>
    public const int OutputLength = 1024 * 1024;

    /// <summary>Spaces that 'indent' puts before a line.</summary>
    public const int Indent = 100;

    /// <summary>Findings about one template in one cluster.</summary>
    public const int Findings = 20;
}
