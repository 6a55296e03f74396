using System.CommandLine;
using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Cli.Commands;

/// <summary>The option <c>--shard INDEX/COUNT</c>.</summary>
internal static class ShardArgument
{
    public static Option<Shard> Create() => new("--shard")
    {
        Description = "Render only the clusters of one of COUNT shards, which their names decide; INDEX is from 0 to COUNT - 1. "
            + "All shards together write what one run writes.",
        HelpName = "INDEX/COUNT",
        DefaultValueFactory = _ => Shard.Whole,
        CustomParser = result =>
        {
            var written = result.Tokens[0].Value;
            if (Shard.Parse(written, out var reason) is { } shard)
            {
                return shard;
            }

            result.AddError($"Option '--shard' {reason}, but is '{written}'.");
            return Shard.Whole;
        },
    };
}
