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
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Workspace;

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
        var isBare = !options.BareClusters.IsEmpty;
        var (specs, specFindings) = isBare
            ? SpecReader.ReadPolicies(folder, options.StartFolder, options.MaxParallelism)
            : SpecReader.Read(folder, options.StartFolder, options.MaxParallelism);
        if (RequiredVersion.Check(specs.Workspace, options.ToolVersion) is { } otherVersion)
        {
            return new PipelineResult { Specs = specs, Inventories = [], Diagnostics = [otherVersion] };
        }

        options.OnStage("Reading manifests");
        var (policy, policyFindings) = PolicyFile.Read(specs.Policies);
        var (clusters, clusterFindings) = isBare ? BareClusters.Find(folder, specs, options.BareClusters) : new(specs.Clusters, []);
        specs = specs with { Clusters = clusters };
        var manifests = WorkspaceFiles.OutputPath(specs) is { } output ? new SourceFolderWithout(folder, output) : folder;
        var (inventories, manifestFindings) =
            ClusterInventories.Read(manifests, specs.WorkspaceFolder, specs.Clusters, policy.LooksAt, options.MaxParallelism);
        var otherDocuments = isBare ? manifestFindings.Count(IsNoObject) : 0;
        manifestFindings = [.. clusterFindings, .. isBare ? manifestFindings.Where(finding => !IsNoObject(finding)) : manifestFindings];
        var findings = specFindings.Concat(manifestFindings).Concat(policyFindings);
        if (HasErrors(specFindings) || manifestFindings.Any(HidesObjects))
        {
            return new PipelineResult
            {
                Specs = specs,
                Inventories = inventories,
                BareClusters = options.BareClusters,
                OtherDocuments = otherDocuments,
                Policy = policy,
                Diagnostics = Suppressor.Apply(findings, rulesRun: [], policy, specs, inventories, options.Suppression).Diagnostics,
            };
        }

        options.OnStage("Planning");
        var settings = isBare ? NoSourceFolder.Instance : folder; // Manifests alone may lie beside a 'templates' that is Helm's.
        var (committed, lockFindings) = WorkspaceFiles.ReadLock(settings, specs);
        var (templates, templateFindings) = TemplateSet.Read(settings, specs);
        var (corefiles, corefileFindings) = WorkspaceFiles.ReadCorefiles(settings, specs);
        var (plan, planFindings) = isBare
            ? new(new FleetPlan(), [])
            : Planner.Plan(new PlannerInput(specs, inventories, options.ReviseLock(committed), corefiles));
        var outputFindings = WorkspaceFiles.CheckOutput(settings, specs);
        findings = findings.Concat(outputFindings).Concat(lockFindings).Concat(corefileFindings).Concat(templateFindings).Concat(planFindings);

        options.OnStage("Running rules");
        var context = new RuleContext(specs, inventories, plan);
        var rules = isBare
            ? RuleRunner.Run(RuleStage.Manifests, context, policy, options.MaxParallelism)
            : RuleRunner.Run(context, policy, options.MaxParallelism);
        findings = findings.Concat(rules.Diagnostics);

        options.OnStage("Rendering");
        var (tree, renderFindings) = isBare || HasErrors(outputFindings) || HasErrors(lockFindings) || HasErrors(corefileFindings) || HasErrors(planFindings)
            ? new Diagnosed<OutputTree>(OutputTree.Empty, [])
            : Render(plan, templates, specs, options);

        var counted = Suppressor.Apply(findings.Concat(renderFindings).Concat(RenderedRules.Check(policy, tree, specs)), rules.Run, policy, specs, inventories, options.Suppression);
        return new PipelineResult
        {
            Specs = specs,
            Inventories = inventories,
            Diagnostics = counted.Diagnostics,
            Suppressed = counted.Suppressed,
            Baseline = counted.Baseline,
            Policy = policy,
            BareClusters = options.BareClusters,
            OtherDocuments = otherDocuments,
            IsPlanned = true,
            CommittedAddresses = committed,
            Plan = plan,
            Tree = tree,
            RulesRun = rules.Run,
            RulesOff = rules.SwitchedOff,
            Assumptions = isBare ? [] : [.. plan.Assumptions.Concat(rules.NotChecked).Distinct().Order(StringComparer.Ordinal)],
        };
    }

    private static Diagnosed<OutputTree> Render(FleetPlan plan, TemplateSet templates, SpecSet specs, PipelineOptions options)
    {
        var (shared, sharedFindings) = options.PreviouslyShared(specs);
        var render = new RenderOptions(specs.Workspace.Layout, shared, options.MaxParallelism)
        {
            WorkspaceFolder = specs.WorkspaceFolder,
            OutputDirectory = WorkspaceFiles.OutputPath(specs) ?? WorkspaceSpec.DefaultOutputDirectory,
        };
        var (tree, findings) = FleetRenderer.Render(plan, templates, render);
        return new Diagnosed<OutputTree>(tree, [.. sharedFindings, .. findings]);
    }

    /// <summary>A path that leads nowhere, or a file that cannot be read: what seems to be missing from the cluster then may only be unread.</summary>
    private static bool HidesObjects(Diagnostic finding) =>
        finding.Severity == Severity.Error
        && (SourceDiagnostics.All.Contains(finding.Descriptor) || YamlDiagnostics.All.Contains(finding.Descriptor) || WorkspaceDiagnostics.All.Contains(finding.Descriptor));

    private static bool IsNoObject(Diagnostic finding) => finding.Descriptor == ManifestDiagnostics.NoObject;

    private static bool HasErrors(ImmutableArray<Diagnostic> findings) =>
        findings.Any(finding => finding.Severity == Severity.Error);
}
