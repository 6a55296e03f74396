using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// The configuration values of the EKS add-on <c>coredns</c>: JSON whose field <c>corefile</c> is the whole Corefile.
/// The add-on writes the ConfigMap itself and reverts an edit of it, so that nothing is applied to the cluster: whoever manages
/// the add-on (Terraform, eksctl, CloudFormation) reads the file.
/// </summary>
internal static class EksAddonStub
{
    private static readonly JsonWriterOptions Format = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Empty after an error.</summary>
    public static ImmutableArray<ConfigurationFile> Render(ClusterPlan plan, StubTarget target, DiagnosticBag bag) =>
        MergedCorefile.Merge(plan, target, CorednsStub.Name, bag) is { } merged ? Create(plan, merged.Text) : [];

    /// <summary>
    /// The values with the base Corefile alone, for a cluster that has one and no stub any more: the files do not vanish under
    /// whoever reads them, and the add-on loses our blocks with its next update.
    /// </summary>
    public static ImmutableArray<ConfigurationFile> RenderBase(ClusterPlan plan, DiagnosticBag bag) =>
        plan.Dns.BaseCorefile is { } source && MergedCorefile.Read(source, bag) is not null
            ? Create(plan, MergedCorefile.WithoutCarriageReturns(source.Text))
            : [];

    private static ImmutableArray<ConfigurationFile> Create(ClusterPlan plan, string corefile)
    {
        var origin = plan.Dns.Origin ?? plan.Settings.Origin;
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Format))
        {
            writer.WriteStartObject();
            writer.WriteString("corefile", corefile);
            writer.WriteEndObject();
        }

        return
        [
            new ConfigurationFile("addon-coredns.Corefile", corefile, origin),
            new ConfigurationFile("addon-coredns.configurationValues.json", Encoding.UTF8.GetString(stream.ToArray()) + "\n", origin),
        ];
    }
}
