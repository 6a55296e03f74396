namespace MeshGitOps.Specs.Yaml;

/// <summary>
/// What a YAML file may hold. The text comes from anybody who can open a pull request, so each way to make the reader
/// work long or take much memory ends at one of these.
/// </summary>
public static class YamlLimits
{
    /// <summary>UTF-16 units of one file.</summary>
    public const int TextLength = 4 * 1024 * 1024;

    /// <summary>Collections inside one another, with those that an alias repeats.</summary>
    public const int Depth = 128;

    /// <summary>
    /// Nodes of one file, with those that aliases repeat. Manifests have one per 10 to 12 characters;
    /// a file of nothing but brackets and commas would have ten times as many, and take ten times as long.
    /// </summary>
    public const int Nodes = 400_000;

    /// <summary>Nodes that the aliases of one file repeat; this many is never written by hand.</summary>
    public const int RepeatedNodes = 100_000;

    /// <summary>Documents of one file.</summary>
    public const int Documents = 100_000;

    /// <summary>UTF-16 units of one scalar. etcd refuses objects of more than 1.5 MiB.</summary>
    public const int ScalarLength = 1024 * 1024;

    /// <summary>UTF-16 units of a key, as YAML 1.2 limits an implicit one.</summary>
    public const int KeyLength = 1024;

    /// <summary>Findings in one file before it is given up.</summary>
    public const int Findings = 100;
}
