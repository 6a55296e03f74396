using System.Collections.Immutable;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Cli.Commands;

/// <summary>What is to be checked, as the command line says it.</summary>
/// <param name="Paths">Without <c>-</c>; empty stands for the current folder.</param>
/// <param name="ReadsInput">A path is <c>-</c>.</param>
/// <param name="Clusters">A name, with a path where one is given.</param>
/// <param name="InputPath">The path that the standard input stands for.</param>
internal sealed record ValidateRequest(
    ImmutableArray<string> Paths,
    bool ReadsInput,
    ImmutableArray<(string Name, string? Path)> Clusters,
    string? InputPath)
{
    public const string Input = "-";

    /// <exception cref="UsageException">The options contradict each other.</exception>
    public static ValidateRequest Of(string[] paths, string[] clusters, string? inputPath)
    {
        var request = new ValidateRequest(
            [.. paths.Where(path => path != Input)],
            paths.Contains(Input),
            [.. clusters.Select(ParseCluster)],
            inputPath);
        var named = request.Clusters.Where(cluster => cluster.Path is not null).ToList();
        var problem = request switch
        {
            { ReadsInput: true, Paths.Length: > 0 } => "Standard input ('-') and other paths are checked in runs of their own.",
            { ReadsInput: false, InputPath: not null } => "Option '--stdin-filename' needs the path '-'.",
            { InputPath: { } path } when path.Length == 0 || path.Any(char.IsControl) => "Option '--stdin-filename' takes the path of a file, without control characters.",
            { ReadsInput: true } when named.Count > 0 => "For standard input ('-') option '--cluster' takes a name alone.",
            { Paths.Length: > 0 } when named.Count > 0 => "Give either paths, or '--cluster NAME=PATH'.",
            { Clusters.Length: > 1 } when named.Count < request.Clusters.Length => "Of several clusters each needs a path: '--cluster NAME=PATH'.",
            _ => null,
        };
        return problem is null ? request : throw new UsageException(problem);
    }

    private static (string Name, string? Path) ParseCluster(string written)
    {
        var equals = written.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? written : written[..equals];
        if (!DnsNames.IsLabel(name))
        {
            throw new UsageException($"The name of cluster '{name}' is no DNS label (lower-case letters, digits and '-', at most 63 characters).");
        }

        return equals == written.Length - 1
            ? throw new UsageException($"The path of cluster '{name}' is empty.")
            : (name, equals < 0 ? null : written[(equals + 1)..]);
    }
}
