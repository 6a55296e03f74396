using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Templates;

/// <summary>The templates of a workspace, sorted by name. Those with findings are left out.</summary>
public sealed record TemplateSet(ImmutableArray<Template> Templates)
{
    public static readonly TemplateSet Empty = new([]);

    private const string DefaultFolder = "templates";
    private const string Ending = ".hbs";

    /// <summary>Reads the <c>*.hbs</c> files of the declared folders, or of <c>templates/</c> where none is declared.</summary>
    public static Diagnosed<TemplateSet> Read(ISourceFolder folder, SpecSet specs)
    {
        var bag = new DiagnosticBag();
        var paths = FindFiles(folder, specs, bag);
        if (paths.Count == 0)
        {
            return bag.With(Empty);
        }

        var templates = new SortedDictionary<string, Template>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var (source, findings) = folder.Read(path, null);
            bag.AddRange(findings);
            if (source is not null && Read(source, specs, templates, bag) is { } template)
            {
                templates.Add(template.Name, template);
            }
        }

        return bag.With(new TemplateSet([.. templates.Values]));
    }

    /// <summary>The one template of a target that stands in the place of something of ours; null without one, and with a finding where there are two.</summary>
    internal Template? Only(TemplateTarget target, ClusterPlan plan, DiagnosticBag bag)
    {
        var selected = Templates.Where(template => template.Target == target && template.Selects(plan)).Take(2).ToList();
        if (selected is [var first, var second])
        {
            bag.Add(
                TemplateDiagnostics.FrontMatter,
                second.Source.Start,
                $"Templates '{first.Name}' and '{second.Name}' are both for the {target} of cluster '{plan.Name}'.",
                "Remove one of them, or say with 'clusters' where each is rendered.",
                new RelatedLocation(first.Source.Start, "the other template"));
            return null;
        }

        return selected.FirstOrDefault();
    }

    private static SortedSet<string> FindFiles(ISourceFolder folder, SpecSet specs, DiagnosticBag bag)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        if (specs.Workspace.Templates.IsEmpty)
        {
            var path = specs.WorkspaceFolder.Length == 0 ? DefaultFolder : $"{specs.WorkspaceFolder}/{DefaultFolder}";
            if (folder.EntryAt(path) == SourceEntry.Folder)
            {
                files.UnionWith(TemplatesBelow(folder, path));
            }
        }

        foreach (var written in specs.Workspace.Templates)
        {
            // A path that is no path is reported where the files of the workspace are found.
            if (SourcePaths.Resolve(specs.WorkspaceFolder, written.Value, out var path) == SourcePathProblem.None)
            {
                files.UnionWith(FilesOf(folder, path, written, bag));
            }
        }

        return files;
    }

    private static List<string> FilesOf(ISourceFolder folder, string path, Located<string> written, DiagnosticBag bag)
    {
        switch (folder.EntryAt(path))
        {
            case SourceEntry.Outside:
                bag.Add(SourceFiles.ProblemOf(SourcePathProblem.Outside, written));
                return [];
            case SourceEntry.Submodule:
                bag.Add(SourceFiles.ProblemOf(SourcePathProblem.Submodule, written));
                return [];
            case SourceEntry.Folder when TemplatesBelow(folder, path).ToList() is { Count: > 0 } found:
                return found;
            case SourceEntry.Folder:
                bag.Add(TemplateDiagnostics.NoTemplates, written.Location, $"The folder '{written.Value}' holds no '*{Ending}' file.");
                return [];
            default:
                bag.Add(
                    SourceDiagnostics.NotFound,
                    written.Location,
                    $"There is no folder '{written.Value}'.",
                    $"Paths are relative to the folder of the workspace: looked for '{path}' in the repository.");
                return [];
        }
    }

    private static IEnumerable<string> TemplatesBelow(ISourceFolder folder, string path) =>
        folder.FilesBelow(path).Where(file => file.EndsWith(Ending, StringComparison.Ordinal));

    private static Template? Read(SourceText source, SpecSet specs, SortedDictionary<string, Template> others, DiagnosticBag bag)
    {
        if (source.Text.Length > TemplateLimits.TextLength)
        {
            bag.Add(
                TemplateDiagnostics.Limit,
                source.Start,
                $"The template has {source.Text.Length} characters, but at most {TemplateLimits.TextLength} are read.",
                "Split it.");
            return null;
        }

        if (new FrontMatterReader(source, bag).Read() is not { } frontMatter)
        {
            return null;
        }

        var isSound = CheckClusters(frontMatter, specs, bag) & CheckName(frontMatter, others, bag);
        return TemplateParser.Parse(source, frontMatter.BodyStart, bag) is { } parsed && isSound
            ? new Template(frontMatter, parsed, source)
            : null;
    }

    private static bool CheckClusters(FrontMatter frontMatter, SpecSet specs, DiagnosticBag bag)
    {
        var known = specs.Clusters.Select(cluster => cluster.Metadata.Name.Value).ToHashSet(StringComparer.Ordinal);
        var before = bag.Count;
        foreach (var name in frontMatter.ClusterNames.Where(name => name.Value != "*" && !known.Contains(name.Value)))
        {
            bag.Add(
                SpecDiagnostics.UnknownReference,
                name.Location,
                $"There is no Cluster '{name.Value}'.",
                Suggestion.Help(name.Value, known) ?? "Declare it, or name another one.");
        }

        return bag.Count == before;
    }

    private static bool CheckName(FrontMatter frontMatter, SortedDictionary<string, Template> others, DiagnosticBag bag)
    {
        if (!others.TryGetValue(frontMatter.Name.Value, out var other))
        {
            return true;
        }

        bag.Add(
            TemplateDiagnostics.FrontMatter,
            frontMatter.Name.Location,
            $"Another template has the name '{frontMatter.Name.Value}'.",
            "Give one of the two another 'name'.",
            new RelatedLocation(other.Source.Start, "the other template"));
        return false;
    }
}
