using System.Collections.Immutable;
using MeshGitOps.Rendering.Dns.Corefiles;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// The ConfigMap <c>coredns</c>: the committed base Corefile with our blocks between markers.
/// Line ends are '\n' whatever the base has, so that a checkout with CRLF renders the same bytes; CoreDNS ignores carriage returns.
/// </summary>
internal static class CorednsStub
{
    public const string Name = "coredns";

    private const string Key = "Corefile";

    public static Manifest? Render(ClusterPlan plan, StubTarget target, DiagnosticBag bag)
    {
        var origin = plan.Dns.Origin ?? plan.Settings.Origin;
        if (plan.Dns.BaseCorefile is not { } source)
        {
            bag.Add(
                DnsDiagnostics.BaseCorefileMissing,
                plan.Dns.Location ?? origin.Location,
                $"Cluster '{plan.Name}' has no base Corefile that its stubs could be merged into.",
                "Write what 'kubectl -n kube-system get configmap coredns -o jsonpath={.data.Corefile}' prints to a file and name it in 'dns.corefile'.");
            return null;
        }

        if (Read(source, bag) is not var (document, blocks))
        {
            return null;
        }

        BaseCorefile.Check(document, blocks, plan, target.Version, bag);
        if (bag.HasErrors)
        {
            return null;
        }

        var wanted = StubStanza.MarkedBlocks(plan.Dns, target);
        var text = CorefileSplice.Merge(source.Text, blocks, wanted);
        if (CorefileSoundness.FindMistake(text, plan.Dns.Zones, 53) is { } mistake)
        {
            bag.Add(DnsDiagnostics.NotSound, source.Start, $"The merged Corefile of cluster '{plan.Name}' {mistake}.");
            return null;
        }

        return Create(origin, wanted.Select(block => block.Key), text);
    }

    /// <summary>
    /// The base Corefile without our blocks; where the specs name none any more, the Corefile of the earlier render.
    /// One that was edited so that our blocks cannot be told from the rest stays as it is.
    /// </summary>
    public static Manifest? Release(Manifest previous, ClusterPlan? plan, DiagnosticBag bag)
    {
        var ours = SharedConfigMap.OwnPartsOf(previous).ToHashSet(StringComparer.Ordinal);
        if (plan?.Dns.BaseCorefile is { } source)
        {
            return Read(source, bag) is var (_, blocks) ? Create(previous.Origin, [], Remove(source.Text, blocks, ours)) : null;
        }

        var text = SharedConfigMap.ValueOf(previous, Key) ?? "";
        return Read(new SourceText(Key, text), new DiagnosticBag()) is var (_, present)
            ? Create(previous.Origin, [], Remove(text, present, ours))
            : previous;
    }

    private static string Remove(string text, ImmutableArray<CorefileBlock> blocks, HashSet<string> globalNamespaces) =>
        CorefileSplice.Remove(text, blocks.Where(block => globalNamespaces.Contains(block.GlobalNamespace)));

    private static (CorefileDocument Document, ImmutableArray<CorefileBlock> Blocks)? Read(SourceText source, DiagnosticBag bag)
    {
        var parsed = CorefileParser.Parse(source);
        bag.AddRange(parsed.Diagnostics);
        if (parsed.Value is not { } document)
        {
            return null;
        }

        var blocks = CorefileMarkers.Find(document);
        bag.AddRange(blocks.Diagnostics);
        return blocks.Diagnostics.IsEmpty ? (document, blocks.Value) : null;
    }

    private static Manifest Create(Origin origin, IEnumerable<string> globalNamespaces, string text) => SharedConfigMap.Create(
        Name,
        origin,
        globalNamespaces,
        [new(Key, WithoutCarriageReturns(text))]);

    /// <summary>At line ends only; a run of them goes as a whole, so that rendering the result again changes nothing.</summary>
    private static string WithoutCarriageReturns(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
        {
            lines[i] = lines[i].TrimEnd('\r');
        }

        return string.Join('\n', lines);
    }
}
