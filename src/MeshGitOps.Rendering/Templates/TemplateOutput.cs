using System.Collections.Immutable;
using System.Globalization;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Rendering.Templates;

/// <summary>Reads what a template rendered back into manifests. Everything wrong with it is said at the line of the template.</summary>
internal static class TemplateOutput
{
    public static ImmutableArray<Manifest> Read(
        Template template,
        TemplateSubject subject,
        RenderedText rendered,
        ObjectChecks checks,
        DiagnosticBag bag)
    {
        var (documents, findings) = YamlTreeBuilder.Build(rendered.Source);
        var values = new DiagnosticBag();
        values.AddRange(findings);
        var manifests = ImmutableArray.CreateBuilder<Manifest>();
        foreach (var document in documents)
        {
            var before = values.Count;
            var root = ManifestYamlReader.Read(document, values);
            if (root is not null && values.Count == before && Create(template, subject, document, root, rendered, bag) is { } manifest)
            {
                if (checks.Check(manifest, document, rendered, bag))
                {
                    manifests.Add(manifest);
                }
            }
        }

        foreach (var finding in values.ToImmutable())
        {
            bag.Add(Reword(finding, template, subject, rendered));
        }

        return manifests.ToImmutable();
    }

    private static Diagnostic Reword(Diagnostic finding, Template template, TemplateSubject subject, RenderedText rendered)
    {
        var line = finding.Location.Position.Line;
        var text = rendered.Source.Line(line).Trim();
        var excerpt = Shown.Of(text);
        return Diagnostic.Create(
            TemplateDiagnostics.NoManifest,
            rendered.LocationOf(finding.Location.Span.Start),
            string.Create(CultureInfo.InvariantCulture, $"Template '{template.Name}' renders no valid manifest for {subject}: line {line} of its output is '{excerpt}'."),
            finding.Help is null ? finding.Message : $"{finding.Message} {finding.Help}");
    }

    private static Manifest? Create(
        Template template,
        TemplateSubject subject,
        YamlDocument document,
        ManifestMapping root,
        RenderedText rendered,
        DiagnosticBag bag)
    {
        var fields = new HeaderReader(document, rendered, $"rendered by template '{template.Name}' for {subject}", bag);
        var apiVersion = fields.Text("apiVersion", IsApiVersion, "a version such as 'v1' or 'apps/v1'");
        var kind = fields.Text("kind", IsKind, "a word such as 'ConfigMap', of a single object");
        var name = fields.Name("name", SpecValues.IsSubdomain, "lower-case letters, digits, '-' and '.'");
        var objectNamespace = fields.OptionalNamespace(text => DnsNames.IsLabel(text), "a DNS label");
        if (!fields.IsSound || apiVersion is null || kind is null || name is null)
        {
            return null;
        }

        var origin = new Origin("Template", template.Name, rendered.LocationOf(document.Root.Span.Start));
        return new Manifest
        {
            ApiVersion = apiVersion,
            Kind = kind,
            Namespace = objectNamespace,
            Name = name,
            Root = OwnedObject.Of(root, subject.GlobalNamespace, origin),
            Origin = origin,
            Placement = subject.PlacementFor(template),
        };
    }

    private static bool IsApiVersion(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? DnsNames.IsLabel(text) : SpecValues.IsSubdomain(text[..slash]) && DnsNames.IsLabel(text.AsSpan(slash + 1));
    }

    /// <summary>Not a list: what is in one would be neither labelled nor checked.</summary>
    private static bool IsKind(string text) =>
        text.Length is > 0 and <= 63
        && char.IsAsciiLetterUpper(text[0])
        && text.All(char.IsAsciiLetterOrDigit)
        && !text.EndsWith("List", StringComparison.Ordinal);
}
