using System.Collections.Immutable;
using MeshGitOps.Rendering.Dns.Corefiles;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// The committed base Corefile of a cluster with our blocks between markers.
/// Line ends are '\n' whatever the base has, so that a checkout with CRLF renders the same bytes; CoreDNS ignores carriage returns.
/// </summary>
/// <param name="GlobalNamespaces">Whose blocks are in it, sorted.</param>
internal sealed record MergedCorefile(string Text, ImmutableArray<string> GlobalNamespaces)
{
    /// <summary>Null after an error.</summary>
    /// <param name="configMap">Where the cluster keeps its Corefile, for the cure of a missing base.</param>
    public static MergedCorefile? Merge(ClusterPlan plan, StubTarget target, string configMap, DiagnosticBag bag)
    {
        if (plan.Dns.BaseCorefile is not { } source)
        {
            bag.Add(
                DnsDiagnostics.BaseCorefileMissing,
                plan.Dns.Location ?? plan.Settings.Origin.Location,
                $"Cluster '{plan.Name}' has no base Corefile that its stubs could be merged into.",
                $"Write what 'kubectl -n kube-system get configmap {configMap} -o jsonpath={{.data.Corefile}}' prints to a file and name it in 'dns.corefile'.");
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
        var text = WithoutCarriageReturns(CorefileSplice.Merge(source.Text, blocks, wanted));
        if (CorefileSoundness.FindMistake(text, plan.Dns.Zones, 53) is { } mistake)
        {
            bag.Add(DnsDiagnostics.NotSound, source.Start, $"The merged Corefile of cluster '{plan.Name}' {mistake}.");
            return null;
        }

        return new MergedCorefile(text, [.. wanted.Select(block => block.Key)]);
    }

    /// <summary>Null where it cannot be read or its markers do not pair.</summary>
    public static (CorefileDocument Document, ImmutableArray<CorefileBlock> Blocks)? Read(SourceText source, DiagnosticBag bag)
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

    /// <summary>At line ends only; a run of them goes as a whole, so that rendering the result again changes nothing.</summary>
    public static string WithoutCarriageReturns(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
        {
            lines[i] = lines[i].TrimEnd('\r');
        }

        return string.Join('\n', lines);
    }
}
