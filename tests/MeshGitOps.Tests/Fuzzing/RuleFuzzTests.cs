using System.Collections.Concurrent;
using MeshGitOps.Policies;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Tests.Policies;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Fuzzing;

/// <summary>
/// The examples of all rules with values of other types in them, through every rule: what one rule takes for a list another one's
/// author wrote as a text. <c>MESHGITOPS_FUZZ_RULES</c> says how many times each example is broken, <c>MESHGITOPS_FUZZ_SEED</c> repeats a run.
/// </summary>
public sealed class RuleFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void No_rule_fails_over_values_of_another_type()
    {
        var rounds = FuzzSettings.Number("MESHGITOPS_FUZZ_RULES") ?? 5;
        var seed = FuzzSettings.Number("MESHGITOPS_FUZZ_SEED") ?? Environment.TickCount;
        output.WriteLine($"{rounds} rounds, MESHGITOPS_FUZZ_SEED={seed}");
        var texts = RuleCatalog.Rules.SelectMany(rule => new[] { rule.Example.FindingText, rule.Example.Clean }).ToArray();
        var failures = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var planned = 0;
        Parallel.For(0, rounds * texts.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, index =>
        {
            var random = new Random(unchecked(seed + (index * 7919)));
            var sample = RuleSample.Parse(texts[index % texts.Length]).With(new YamlMutator(random).Mutate);
            try
            {
                var result = sample.Run();
                Interlocked.Add(ref planned, result.IsPlanned ? 1 : 0);
                foreach (var finding in result.Diagnostics)
                {
                    Check(finding, sample, failures);
                }
            }
            catch (Exception exception)
            {
                failures.TryAdd(exception.StackTrace?.Split('\n')[0] ?? "", $"{exception}\n{sample}");
            }
        });
        output.WriteLine($"{planned} of {rounds * texts.Length} reached the rules.");

        Assert.True(failures.IsEmpty, $"Seed {seed}:\n{string.Join("\n\n", failures.Select(failure => $"{failure.Key}\n{failure.Value}"))}");
        Assert.True(planned * 2 > rounds * texts.Length, "Too few samples reach the rules.");
    }

    private static void Check(Diagnostic finding, RuleSample sample, ConcurrentDictionary<string, string> failures)
    {
        if (finding.Descriptor == PolicyDiagnostics.RuleFailed)
        {
            failures.TryAdd(finding.Message, sample.ToString());
        }

        foreach (var location in finding.Related.Select(related => related.Location).Append(finding.Location))
        {
            if (location.Span.Start < 0 || location.Span.End > location.Source.Text.Length || location.Span.End < location.Span.Start)
            {
                failures.TryAdd($"{finding.Id} has no place in '{location.Path}'", sample.ToString());
            }
        }
    }
}
