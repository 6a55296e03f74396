namespace MeshGitOps.Cli.Commands;

/// <summary>What the phase Additive leaves to do.</summary>
internal enum HeldBack
{
    Nothing,

    /// <summary>Another step of the phase Additive goes further.</summary>
    ForAdditive,

    /// <summary>The phase Removal is safe then, as far as the output can tell.</summary>
    ForRemoval,

    /// <summary>No phase is safe; the findings say what is to be declared instead.</summary>
    ForOtherSpecs,
}
