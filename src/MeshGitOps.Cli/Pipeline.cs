using System.Collections.Immutable;
using MeshGitOps.Policies;
using MeshGitOps.Policies.Custom;
using MeshGitOps.Policies.Suppressions;
using MeshGitOps.Rendering.Output;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Templates;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.Workspaces;
using MeshGitOps.Specs.Sources;

namespace MeshGitOps.Cli;

/// <summary>
/// The whole way from files to an output tree, top to bottom. It reads through <see cref="ISourceFolder"/> and writes nothing.
/// Every stage runs that can say something true: a plan of specs with errors, or a tree of a plan with errors, would only repeat them.
/// </summary>
internal static class Pipeline
{
    public static PipelineResult Run(ISourceFolder folder, PipelineOptions options)
    {
        options.OnStage("Reading specs");
        var (specs, specFindings) = options.IsBare
            ? SpecReader.ReadPolicies(folder, options.StartFolder, options.MaxParallelism)
            : SpecReader.Read(folder, options.StartFolder, options.MaxParallelism);
        if (RequiredVersion.Check(specs.Workspace, options.ToolVersion) is { } otherVersion)
        {
            return new PipelineResult { Specs = specs, Inventories = [], Diagnostics = [otherVersion] };
        }

        options.OnStage("Reading manifests");
        var (policy, policyFindings) = PolicyFile.Read(specs.Policies);
        var (manifests, manifestFindings) = ClusterManifests.Read(folder, specs, policy, options);
        specs = specs with { Clusters = manifests.Clusters };
        var findings = specFindings.Concat(manifestFindings).Concat(policyFindings);
        var read = new PipelineResult
        {
            Specs = specs,
            Inventories = manifests.Inventories,
            BareClusters = options.BareClusters,
            OtherDocuments = manifests.OtherDocuments,
            Policy = policy,
            Diagnostics = [],
        };
        if (HasErrors(specFindings) || manifests.AreIncomplete)
        {
            return read with { Diagnostics = Suppress(read, findings, rulesRun: [], options).Diagnostics };
        }

        options.OnStage("Planning");
        // Manifests alone may lie beside a 'templates' that is Helm's.
        var (files, fileFindings) = PlanningFiles.Read(options.IsBare ? NoSourceFolder.Instance : folder, specs);
        var (plan, planFindings) = options.IsBare
            ? new(new FleetPlan(), [])
            : Planner.Plan(new PlannerInput(specs, read.Inventories, options.ReviseLock(files.CommittedAddresses), files.Corefiles));

        options.OnStage("Running rules");
        var context = new RuleContext(specs, read.Inventories, plan);
        var rules = options.IsBare
            ? RuleRunner.Run(RuleStage.Manifests, context, policy, options.MaxParallelism)
            : RuleRunner.Run(context, policy, options.MaxParallelism);

        options.OnStage("Rendering");
        var (tree, renderFindings) = options.IsBare || !files.AllowRendering || HasErrors(planFindings)
            ? new(OutputTree.Empty, [])
            : Render(plan, files.Templates, specs, options);
        findings = findings.Concat(fileFindings).Concat(planFindings).Concat(rules.Diagnostics)
            .Concat(renderFindings).Concat(RenderedRules.Check(policy, tree, specs));

        var counted = Suppress(read, findings, rules.Run, options);
        return read with
        {
            Diagnostics = counted.Diagnostics,
            Suppressed = counted.Suppressed,
            Baseline = counted.Baseline,
            IsPlanned = true,
            CommittedAddresses = files.CommittedAddresses,
            Plan = plan,
            Tree = tree,
            RenderOthers = names => FleetRenderer.RenderOthers(plan, files.Templates, OptionsOf(specs, [], options), names),
            RulesRun = rules.Run,
            RulesOff = rules.SwitchedOff,
            Assumptions = options.IsBare ? [] : [.. plan.Assumptions.Concat(rules.NotChecked).Distinct().Order(StringComparer.Ordinal)],
        };
    }

    private static Diagnosed<OutputTree> Render(FleetPlan plan, TemplateSet templates, SpecSet specs, PipelineOptions options)
    {
        var (shared, sharedFindings) = options.PreviouslyShared(specs);
        var (tree, findings) = FleetRenderer.Render(plan, templates, OptionsOf(specs, shared, options));
        return new Diagnosed<OutputTree>(tree, [.. sharedFindings, .. findings]);
    }

    private static RenderOptions OptionsOf(SpecSet specs, ImmutableArray<SharedObject> shared, PipelineOptions options) =>
        new(specs.Workspace.Layout, shared, options.MaxParallelism)
        {
            Kustomization = specs.Workspace.Kustomization,
            WorkspaceFolder = specs.WorkspaceFolder,
            OutputDirectory = WorkspaceFiles.OutputPath(specs) ?? WorkspaceSpec.DefaultOutputDirectory,
            Shard = options.Shard,
        };

    private static SuppressionResult Suppress(PipelineResult read, IEnumerable<Diagnostic> findings, ImmutableArray<string> rulesRun, PipelineOptions options) =>
        Suppressor.Apply(findings, rulesRun, read.Policy, read.Specs, read.Inventories, options.Suppression);

    private static bool HasErrors(ImmutableArray<Diagnostic> findings) =>
        findings.Any(finding => finding.Severity == Severity.Error);
}
