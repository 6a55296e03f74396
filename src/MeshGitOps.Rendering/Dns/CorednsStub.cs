using System.Collections.Immutable;
using MeshGitOps.Rendering.Dns.Corefiles;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns;

/// <summary>The ConfigMap <c>coredns</c>: one Corefile for everybody, so that a patch has to hold all of it.</summary>
internal static class CorednsStub
{
    public const string Name = "coredns";

    private const string Key = "Corefile";

    public static Manifest? Render(ClusterPlan plan, StubTarget target, DiagnosticBag bag) =>
        MergedCorefile.Merge(plan, target, Name, bag) is var (text, globalNamespaces)
            ? Create(plan.Dns.Origin ?? plan.Settings.Origin, globalNamespaces, text)
            : null;

    /// <summary>
    /// The base Corefile without our blocks; where the specs name none any more, the Corefile of the earlier render.
    /// One that was edited so that our blocks cannot be told from the rest stays as it is.
    /// </summary>
    public static Manifest? Release(Manifest previous, ClusterPlan? plan, DiagnosticBag bag)
    {
        var ours = SharedPatch.OwnPartsOf(previous).ToHashSet(StringComparer.Ordinal);
        if (plan?.Dns.BaseCorefile is { } source)
        {
            return MergedCorefile.Read(source, bag) is var (_, blocks) ? Create(previous.Origin, [], Remove(source.Text, blocks, ours)) : null;
        }

        var text = SharedConfigMap.ValueOf(previous, Key) ?? "";
        return MergedCorefile.Read(new SourceText(Key, text), new DiagnosticBag()) is var (_, present)
            ? Create(previous.Origin, [], Remove(text, present, ours))
            : previous;
    }

    private static string Remove(string text, ImmutableArray<CorefileBlock> blocks, HashSet<string> globalNamespaces) =>
        CorefileSplice.Remove(text, blocks.Where(block => globalNamespaces.Contains(block.GlobalNamespace)));

    private static Manifest Create(Origin origin, IEnumerable<string> globalNamespaces, string text) => SharedConfigMap.Create(
        Name,
        origin,
        globalNamespaces,
        [new(Key, MergedCorefile.WithoutCarriageReturns(text))]);
}
