using System.Collections.Immutable;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Templates;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Dns;

/// <summary>The server blocks of zones as a template of the workspace renders them. The markers around them are not the template's.</summary>
internal static class StubTemplate
{
    /// <summary>By domain, each ending with '\n'; not complete after a finding, which ends at the first zone that shows it.</summary>
    public static ImmutableSortedDictionary<string, string> Render(Template template, ClusterPlan plan, StubTarget target, DiagnosticBag bag)
    {
        var blocks = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var zone in plan.Dns.Zones)
        {
            var subject = new TemplateSubject(plan.Name, zone.GlobalNamespace, null, DnsTemplateModel.ForZone(plan, target, zone));
            if (TemplateRenderer.RenderText(template, subject, bag) is not { } rendered)
            {
                break;
            }

            if (StubTemplateCheck.Find(rendered.Source, zone, target) is { } mistake)
            {
                bag.Add(
                    TemplateDiagnostics.DnsStub,
                    rendered.LocationOf(mistake.Offset),
                    $"Template '{template.Name}' renders {mistake.What} for zone '{zone.Domain}' of cluster '{plan.Name}'.",
                    mistake.Help);
                break;
            }

            blocks.Add(zone.Domain, MergedCorefile.WithoutCarriageReturns(rendered.Source.Text).Trim('\n') + "\n");
        }

        return blocks.ToImmutable();
    }
}
