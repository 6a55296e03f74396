using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Dns.Corefiles;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// The HelmChartConfig <c>rke2-coredns</c> of RKE2, whose text <c>valuesContent</c> goes over the values of the packaged chart.
/// Helm replaces lists as a whole: <c>servers</c> with our zones alone would take the cluster's own server block away, so that the
/// base Corefile, as the chart has made it, becomes values again with ours behind it.
/// </summary>
internal static class Rke2Stub
{
    public const string ApiVersion = "helm.cattle.io/v1";
    public const string Kind = "HelmChartConfig";
    public const string Name = "rke2-coredns";

    /// <summary>The name that the chart gives its ConfigMap, release and chart.</summary>
    private const string ConfigMap = "rke2-coredns-rke2-coredns";

    public static Manifest? Render(ClusterPlan plan, StubTarget target, DiagnosticBag bag)
    {
        if (MergedCorefile.Merge(plan, target, ConfigMap, bag) is not { } merged
            || ServersOf(plan.Dns.BaseCorefile!, merged.Text, bag) is not { } servers)
        {
            return null;
        }

        var zones = plan.Dns.Zones.Select(zone => zone.Domain);
        return Create(plan.Dns.Origin ?? plan.Settings.Origin, zones, Values(plan, servers));
    }

    /// <summary>The servers of the base Corefile; where the specs name none any more, those of the earlier render that are not ours.</summary>
    public static Manifest? Release(Manifest previous, ClusterPlan? plan, DiagnosticBag bag)
    {
        if (plan?.Dns.BaseCorefile is { } source)
        {
            return ServersOf(source, source.Text, bag) is { } servers ? Create(previous.Origin, [], Values(plan, servers)) : null;
        }

        var ours = SharedPatch.OwnPartsOf(previous).ToHashSet(StringComparer.Ordinal);
        return ValuesOf(previous) is { } values
            ? Create(previous.Origin, [], values with { Fields = [.. values.Fields.Select(field => WithoutServers(field, ours))] })
            : previous;
    }

    private static ImmutableArray<ManifestMapping>? ServersOf(SourceText committed, string text, DiagnosticBag bag)
    {
        if (MergedCorefile.Read(committed, bag) is not var (document, _))
        {
            return null;
        }

        HelmServers.Check(document, bag);
        return !bag.HasErrors && CorefileParser.Parse(new SourceText(committed.Path, text)) is { Value: { } merged } ? HelmServers.Of(merged) : null;
    }

    /// <summary>The cache is a part of the same chart, so that its switch stands in the same text.</summary>
    private static ManifestMapping Values(ClusterPlan plan, ImmutableArray<ManifestMapping> servers) => new ManifestBuilder()
        .Add("nodelocal", plan.Dns.NodeLocalCache is { Value: true } ? new ManifestBuilder().Add("enabled", true) : null)
        .Add("servers", new ManifestSequence([.. servers]))
        .Build();

    private static Manifest Create(Origin origin, IEnumerable<string> zones, ManifestMapping values)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        ManifestYamlWriter.Write(buffer, values);
        return SharedPatch.Create(
            ApiVersion,
            Kind,
            SharedConfigMap.Namespace,
            Name,
            origin,
            zones,
            "spec",
            new ManifestBuilder().Add("valuesContent", Encoding.UTF8.GetString(buffer.WrittenSpan)).Build());
    }

    /// <summary>Null where the text is no mapping any more.</summary>
    private static ManifestMapping? ValuesOf(Manifest previous) =>
        previous.Root["spec"] is ManifestMapping spec
        && spec["valuesContent"] is ManifestString content
        && ManifestYamlReader.Read(new SourceText("valuesContent", content.Value)) is { Diagnostics.IsEmpty: true, Value: [var values] }
            ? values
            : null;

    private static ManifestField WithoutServers(ManifestField field, HashSet<string> zones) =>
        field is { Key: "servers", Value: ManifestSequence servers }
            ? new ManifestField(field.Key, new ManifestSequence([.. servers.Items.Where(server => !IsOf(server, zones))]))
            : field;

    private static bool IsOf(ManifestValue server, HashSet<string> zones) =>
        server is ManifestMapping mapping
        && mapping["zones"] is ManifestSequence { Items: [ManifestMapping first] }
        && first["zone"] is ManifestString { Value: var zone }
        && zones.Contains(zone);
}
