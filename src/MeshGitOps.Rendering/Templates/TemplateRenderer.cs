using System.Collections.Immutable;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Templates;

/// <summary>Renders the templates of a workspace for one cluster. Never throws, whatever a template holds.</summary>
public static class TemplateRenderer
{
    /// <summary>The manifests in the order of templates, subjects and documents.</summary>
    /// <param name="ours">What is rendered for the cluster already: a template cannot make the same object once more.</param>
    public static Diagnosed<ImmutableArray<Manifest>> Render(TemplateSet templates, ClusterPlan plan, ImmutableArray<Manifest> ours)
    {
        var selected = templates.Templates
            .Where(template => template.Target is not (TemplateTarget.DnsZone or TemplateTarget.DnsResponder) && template.Selects(plan))
            .ToList();
        if (selected.Count == 0)
        {
            return new([], []);
        }

        var model = new TemplateModel(plan);
        var checks = new ObjectChecks(plan, ours);
        var findings = new DiagnosticBag();
        var manifests = ImmutableArray.CreateBuilder<Manifest>();
        foreach (var template in selected)
        {
            var bag = new DiagnosticBag();
            foreach (var subject in SubjectsOf(template.Target, plan.Name, model))
            {
                manifests.AddRange(Render(template, subject, checks, bag));
                if (bag.Count >= TemplateLimits.Findings || HasLimit(bag))
                {
                    break;
                }
            }

            findings.AddRange(DistinctPlaces(bag.ToImmutable()));
        }

        return findings.With(manifests.ToImmutable());
    }

    /// <summary>Null, with a finding, where the render stopped.</summary>
    internal static RenderedText? RenderText(Template template, TemplateSubject subject, DiagnosticBag bag)
    {
        using var writer = new BoundedWriter();
        if (Write(template, subject, writer) is { } failure)
        {
            bag.Add(failure);
            return null;
        }

        return new RenderedText(template, writer.ToString());
    }

    /// <summary>
    /// The first finding of each kind at each place: what is wrong in a template is wrong for every cluster and host,
    /// and is reported once, with the first that shows it.
    /// </summary>
    public static IEnumerable<Diagnostic> DistinctPlaces(IEnumerable<Diagnostic> findings) =>
        findings.DistinctBy(finding => (finding.Id, finding.Location.Path, finding.Location.Span));

    private static bool HasLimit(DiagnosticBag bag) =>
        bag.Count > 0 && bag.ToImmutable().Any(finding => finding.Descriptor == TemplateDiagnostics.Limit);

    private static IEnumerable<TemplateSubject> SubjectsOf(TemplateTarget target, string cluster, TemplateModel model) => target switch
    {
        TemplateTarget.Cluster => [new TemplateSubject(cluster, null, null, model.ForCluster())],
        TemplateTarget.GlobalNamespace => model.ForGlobalNamespaces()
            .Select(entry => new TemplateSubject(cluster, entry.Name, null, entry.Model)),
        _ => model.ForHosts().Select(entry => new TemplateSubject(cluster, entry.GlobalNamespace, entry.Host, entry.Model)),
    };

    private static ImmutableArray<Manifest> Render(Template template, TemplateSubject subject, ObjectChecks checks, DiagnosticBag bag) =>
        RenderText(template, subject, bag) is { } rendered ? TemplateOutput.Read(template, subject, rendered, checks, bag) : [];

    /// <summary>Null, or why the render stopped.</summary>
    private static Diagnostic? Write(Template template, TemplateSubject subject, BoundedWriter writer)
    {
        try
        {
            template.Compiled.Render(writer, subject.Model, new TemplateRun(template.Parsed.Loops));
            return null;
        }
        catch (TemplateFailure failure)
        {
            var place = failure.Loop is { } loop ? template.Parsed.Loops[loop].Tag : LastPlace(template, writer);
            return Diagnostic.Create(
                failure.Descriptor,
                template.Source.At(place),
                $"{Describe(template, place)} {failure.Message}, rendered for {subject}.",
                failure.Help);
        }
        catch (HandlebarsUndefinedBindingException undefined)
        {
            var place = PlaceOf(template, undefined.Path ?? "", writer);
            return Diagnostic.Create(
                TemplateDiagnostics.Unresolved,
                template.Source.At(place),
                $"{Describe(template, place)} names nothing, rendered for {subject}.",
                "Inside 'each' and 'with' the fields around the block begin with '../'; fields are listed in templates/README.md of the tool.");
        }
        catch (HandlebarsException)
        {
            return Diagnostic.Create(
                TemplateDiagnostics.Syntax,
                template.Source.Start,
                $"The template engine cannot render template '{template.Name}' for {subject}.",
                "Write it with simpler tags.");
        }
    }

    private static TextSpan LastPlace(Template template, BoundedWriter writer) =>
        TemplateMark.Last(writer.ToString()) is { } number && number < template.Parsed.Places.Length
            ? template.Parsed.Places[number]
            : new TextSpan(0, 0);

    /// <summary>
    /// The engine says which path fails but not where: it is in the tag of the last mark, or in a block after it,
    /// or, after a turn of a loop, in one before it.
    /// </summary>
    private static TextSpan PlaceOf(Template template, string path, BoundedWriter writer)
    {
        var last = TemplateMark.Last(writer.ToString()) ?? -1;
        TemplateReference? first = null;
        foreach (var reference in template.Parsed.References.Where(reference => reference.Path == path))
        {
            if (reference.Place >= last)
            {
                return reference.Span;
            }

            first ??= reference;
        }

        return first?.Span ?? LastPlace(template, writer);
    }

    private static string Describe(Template template, TextSpan span)
    {
        var text = template.Source.Text.Substring(span.Start, span.Length).Trim();
        var excerpt = Shown.Of(text);
        var isPath = template.Parsed.References.Any(reference => reference.Span == span);
        return $"The {(isPath ? "expression" : text.StartsWith("{{", StringComparison.Ordinal) ? "tag" : "text")} '{excerpt}'";
    }
}
