namespace MeshGitOps.Specs.Diagnostics;

/// <summary>
/// One entry of the catalogue of findings.
/// <c>MGO1xxx</c> text and YAML, <c>2xxx</c> specs, <c>3xxx</c> planning, <c>4xxx</c> rendering, <c>5xxx</c> policy files,
/// <c>6xxx</c> workspace; what a rule finds carries the rule's own name.
/// </summary>
/// <param name="Id">Unique in the catalogue; never given to another meaning.</param>
/// <param name="Title">A few words for lists.</param>
/// <param name="Severity">The severity of the finding; of a rule, its default.</param>
/// <param name="Explanation">What goes wrong in the mesh and what to do, in a few sentences.</param>
public sealed record DiagnosticDescriptor(string Id, string Title, Severity Severity, string Explanation)
{
    /// <summary>Whether an error of this kind stops <c>render</c> and <c>publish</c>; a rule of the catalogue says it itself.</summary>
    public bool StopsOutput { get; init; } = true;
}
