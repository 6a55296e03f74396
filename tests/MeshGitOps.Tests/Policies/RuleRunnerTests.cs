using MeshGitOps.Policies;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Tests.Policies;

public sealed class RuleRunnerTests
{
    private static readonly RuleContext Context = Sample.Context(new SpecSet { Clusters = [Sample.Cluster("aws"), Sample.Cluster("gke")] });

    [Fact]
    public void Turns_a_rule_that_throws_into_one_finding_that_names_it()
    {
        var results = RuleRunner.Run([new BrokenRule(), new ClusterRule()], Context, PolicySettings.Default, maxParallelism: 2);

        Assert.Equal(
            [
                "Error at 'document of aws': Rule 'broken-rule' fails with InvalidOperationException: a bug.",
                "Warning at 'aws': Cluster 'aws'.",
                "Warning at 'gke': Cluster 'gke'.",
            ],
            Sample.Show(results.Diagnostics));
        Assert.Single(results.Diagnostics, diagnostic => diagnostic.Descriptor == PolicyDiagnostics.RuleFailed);
    }

    [Fact]
    public void Does_not_run_a_rule_that_is_switched_off_and_says_so()
    {
        var policy = PolicySettings.Default.WithLevel(new ClusterRule(), null);

        var results = RuleRunner.Run([new ClusterRule(), new SilentRule()], Context, policy, maxParallelism: 1);

        Assert.Empty(results.Diagnostics);
        Assert.Equal<string>(["cluster-rule"], results.SwitchedOff);
        Assert.Equal<string>(["silent-rule"], results.Run);
        Assert.Equal<string>(["Nothing says what the silent rule checks."], results.NotChecked);
        Assert.Equal<string>(["cluster-rule"], policy.SwitchedOff);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void Gives_the_same_for_any_order_of_rules_and_number_of_threads(int threads)
    {
        var forward = RuleRunner.Run([new BrokenRule(), new ClusterRule(), new SilentRule()], Context, PolicySettings.Default, threads);
        var backward = RuleRunner.Run([new SilentRule(), new ClusterRule(), new BrokenRule()], Context, PolicySettings.Default, 1);

        Assert.Equal(Sample.Show(backward.Diagnostics), Sample.Show(forward.Diagnostics));
        Assert.Equal(3, forward.Diagnostics.Length);
        Assert.Equal<string>(backward.Run, forward.Run);
    }

    [Theory]
    [InlineData(Severity.Info)]
    [InlineData(Severity.Error)]
    public void Takes_the_severity_from_the_policy(Severity level)
    {
        var policy = PolicySettings.Default.WithLevel(new ClusterRule(), level);

        var results = RuleRunner.Run([new ClusterRule()], Context, policy, maxParallelism: 1);

        Assert.All(results.Diagnostics, diagnostic => Assert.Equal(level, diagnostic.Severity));
        Assert.Equal(2, results.Diagnostics.Length);
    }

    [Fact]
    public void Finds_nothing_in_nothing()
    {
        var results = RuleRunner.Run(Sample.Context(), PolicySettings.Default, maxParallelism: 2);

        Assert.Empty(results.Diagnostics);
        Assert.Equal<string>(RuleCatalog.Rules.Select(rule => rule.Id), results.Run);
    }

    private sealed class ClusterRule : Rule
    {
        public override DiagnosticDescriptor Descriptor { get; } = new("cluster-rule", "", Severity.Warning, "");

        public override RuleStage Stage => RuleStage.Specs;

        public override string Source => "";

        public override RuleExample Example { get; } = new("", "");

        public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) =>
            context.Specs.Clusters.Select(cluster =>
                settings.Finding(cluster.Metadata.Name.Location, $"Cluster '{cluster.Metadata.Name}'."));
    }

    private sealed class BrokenRule : Rule
    {
        public override DiagnosticDescriptor Descriptor { get; } = new("broken-rule", "", Severity.Info, "");

        public override RuleStage Stage => RuleStage.Specs;

        public override string Source => "";

        public override RuleExample Example { get; } = new("", "");

        public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
        {
            yield return settings.Finding(context.Specs.Clusters[0].Metadata.Name.Location, "Lost with the exception.");
            throw new InvalidOperationException("a bug.");
        }
    }

    private sealed class SilentRule : Rule
    {
        public override DiagnosticDescriptor Descriptor { get; } = new("silent-rule", "", Severity.Info, "");

        public override RuleStage Stage => RuleStage.Specs;

        public override string Source => "";

        public override RuleExample Example { get; } = new("", "");

        public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings) => [];

        public override IEnumerable<string> NotChecked(RuleContext context, RuleSettings settings) =>
            ["Nothing says what the silent rule checks."];
    }
}
