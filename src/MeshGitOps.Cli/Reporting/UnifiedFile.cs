using System.Collections.Immutable;
using MeshGitOps.Rendering.Differences;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Cli.Reporting;

/// <summary>A file before and after.</summary>
/// <param name="NameBefore">Null where it is new.</param>
/// <param name="NameAfter">Null where it is gone.</param>
/// <param name="Lines">Those before, with their ends.</param>
/// <param name="Changes">In order, none touching another.</param>
internal sealed record UnifiedFile(string? NameBefore, string? NameAfter, ImmutableArray<string> Lines, ImmutableArray<LineChange> Changes)
{
    private SecretLines SecretsBefore { get; init; } = SecretLines.None;

    private SecretLines SecretsAfter { get; init; } = SecretLines.None;

    public bool IsSecretBefore(int line) => SecretsBefore.Contains(line);

    public bool IsSecretAfter(int line) => SecretsAfter.Contains(line);

    /// <param name="after">Empty where only the old text is known: new lines are secret where the line that they follow is.</param>
    public UnifiedFile Hiding(SourceText before, SourceText after) =>
        this with { SecretsBefore = SecretLines.Of(before), SecretsAfter = SecretLines.Of(after) };
}
