namespace MeshGitOps.Rendering.Manifests;

/// <summary>How a string is written in YAML.</summary>
internal enum ScalarStyle
{
    /// <summary>Without quotes: no reader can take it for anything but this string.</summary>
    Plain,

    /// <summary>Printable text on one line.</summary>
    SingleQuoted,

    /// <summary>With escapes: for what cannot be seen or would be changed.</summary>
    DoubleQuoted,

    /// <summary>A block of lines as they are.</summary>
    Literal,
}
