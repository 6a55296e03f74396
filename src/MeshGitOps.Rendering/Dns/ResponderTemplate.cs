using System.Collections.Immutable;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Providers.Istio;
using MeshGitOps.Rendering.Templates;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.Clusters;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// The responder as a template of the workspace renders it: placed and owned like ours. What it runs need not be CoreDNS,
/// so that only what the stubs lead to is checked: its Service.
/// </summary>
internal static class ResponderTemplate
{
    /// <summary>Empty where none is used, and after an error.</summary>
    public static ImmutableArray<Manifest> Render(Template template, ClusterPlan plan, StubTarget target, DiagnosticBag bag)
    {
        if (plan.Dns is not { Mode: DnsMode.Forward, ResponderClusterIP.Value: { } clusterIP })
        {
            return [];
        }

        var subject = new TemplateSubject(plan.Name, null, null, DnsTemplateModel.ForResponder(plan, target, clusterIP));
        if (TemplateRenderer.RenderText(template, subject, bag) is not { } rendered)
        {
            return [];
        }

        var manifests = TemplateOutput.Read(template, subject, rendered, new ObjectChecks(plan, []), bag);
        if (bag.HasErrors)
        {
            return [];
        }

        CheckService(template, plan, manifests, clusterIP, bag);
        return bag.HasErrors ? [] : [.. manifests.Select(manifest => Place(manifest, plan.Dns.Origin ?? plan.Settings.Origin))];
    }

    private static void CheckService(Template template, ClusterPlan plan, ImmutableArray<Manifest> manifests, string clusterIP, DiagnosticBag bag)
    {
        var service = manifests.FirstOrDefault(manifest =>
            manifest is { ApiVersion: "v1", Kind: "Service" }
            && (manifest.Root["spec"] as ManifestMapping)?["clusterIP"] is ManifestString address
            && address.Value == clusterIP);
        if (service is null)
        {
            Report(null, $"renders no Service with the ClusterIP '{clusterIP}'", "Write 'clusterIP: {{yaml dns.clusterIP}}' into its Service: the stubs lead there.");
        }
        else if (!manifests.Any(manifest => manifest is { ApiVersion: "v1", Kind: "Namespace" } && manifest.Name == service.Namespace))
        {
            Report(service, $"renders Service '{service.Name}' in a namespace that it does not render", "Render the Namespace too, so that it is ours.");
        }
        else if (!Listens(service, "UDP") || !Listens(service, "TCP"))
        {
            Report(service, $"renders Service '{service.Name}' without port 53 for UDP and TCP", "Name servers are asked on port 53, and over TCP where an answer is long.");
        }

        void Report(Manifest? place, string what, string help) => bag.Add(
            TemplateDiagnostics.DnsResponder,
            place?.Origin.Location ?? template.Source.Start,
            $"Template '{template.Name}' {what}, rendered for cluster '{plan.Name}'.",
            help);
    }

    private static bool Listens(Manifest service, string protocol) =>
        (service.Root["spec"] as ManifestMapping)?["ports"] is ManifestSequence ports
        && ports.Items.OfType<ManifestMapping>().Any(port =>
            port["port"] is ManifestInteger { Value: 53 } && (port["protocol"] is ManifestString written ? written.Value : "TCP") == protocol);

    /// <summary>It belongs to the Cluster that declares the responder; a mistake in it is one of the template.</summary>
    private static Manifest Place(Manifest manifest, Origin cluster)
    {
        var origin = new Origin(cluster.Kind, cluster.Name, manifest.Origin.Location);
        return manifest with
        {
            Root = OwnedObject.Of(manifest.Root, null, origin),
            Origin = origin,
            Placement = new ManifestPlacement(ManifestConcern.Cluster, null, null),
        };
    }
}
