namespace MeshGitOps.Cli.Reporting;

/// <summary>A rule that did not run.</summary>
internal sealed record SkippedRule(string Id, SkipReason Reason)
{
    /// <summary>Why, in a few words.</summary>
    public string ReasonText => TextOf(Reason);

    public static string TextOf(SkipReason reason) => reason switch
    {
        SkipReason.SwitchedOff => "switched off by a policy",
        SkipReason.NoSpecs => "there are no specs",
        _ => "errors in the specs or manifests come first",
    };
}

/// <summary>Why a rule did not run.</summary>
internal enum SkipReason
{
    SwitchedOff,

    /// <summary>It reads specs or what is planned from them.</summary>
    NoSpecs,

    /// <summary>There was nothing whole to run it on.</summary>
    ErrorsFirst,
}
