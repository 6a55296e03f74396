using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Output;

namespace MeshGitOps.Rendering.Transitions;

/// <summary>
/// Of the files of the layout PerCluster, in which every change touches one with all hosts, the documents that speak of a host that changes:
/// of thousands of services the others would be read from each cluster for nothing.
/// </summary>
internal sealed class DifferingDocuments
{
    private const string Separator = "\n---\n";

    private readonly SearchValues<string> _words;

    private DifferingDocuments(IEnumerable<string> words) => _words = SearchValues.Create([.. words], StringComparison.Ordinal);

    /// <summary>Null where what changes cannot be told from the files that changed, so that all must be read.</summary>
    /// <param name="before">The files that are compared, as they are published.</param>
    /// <param name="after">The same files, as they are rendered.</param>
    public static DifferingDocuments? Of(IReadOnlyCollection<OutputFileText> before, IReadOnlyCollection<OutputFileText> after)
    {
        var published = before.ToDictionary(file => file.Path.Value, StringComparer.Ordinal);
        var rendered = after.ToDictionary(file => file.Path.Value, StringComparer.Ordinal);
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in published.Keys.Union(rendered.Keys))
        {
            var old = published.GetValueOrDefault(path);
            var wanted = rendered.GetValueOrDefault(path);
            if (old.Bytes.Span.SequenceEqual(wanted.Bytes.Span))
            {
                continue;
            }

            var (lost, gained) = Differing(path, old.Bytes, wanted.Bytes);
            if (!Add(path, lost, gained, words))
            {
                return null;
            }
        }

        return new DifferingDocuments(words);
    }

    /// <summary>The documents of a file that speak of what differs.</summary>
    public ReadOnlyMemory<byte> In(OutputFileText file)
    {
        var kept = new StringBuilder();
        foreach (var document in DocumentsOf(file.Path.Value, file.Bytes).Where(document => document.AsSpan().ContainsAny(_words)))
        {
            kept.Append(kept.Length == 0 ? "" : Separator).Append(document);
        }

        return Encoding.UTF8.GetBytes(kept.ToString());
    }

    private static (ImmutableArray<string> Lost, ImmutableArray<string> Gained) Differing(string path, ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        var old = DocumentsOf(path, before).ToHashSet(StringComparer.Ordinal);
        var wanted = DocumentsOf(path, after).ToHashSet(StringComparer.Ordinal);
        return ([.. old.Except(wanted)], [.. wanted.Except(old)]);
    }

    private static IEnumerable<string> DocumentsOf(string path, ReadOnlyMemory<byte> bytes) =>
        ManifestParts.Of(path, bytes.Span).SelectMany(part => part.Text.Split(Separator)).Select(document => document.TrimEnd('\n'));

    /// <summary>The names and hosts of the objects; of a Gateway, the hosts that come or go. False where its ports change: every client dials them.</summary>
    private static bool Add(string path, ImmutableArray<string> lost, ImmutableArray<string> gained, HashSet<string> words)
    {
        if (Read(path, lost) is not { } before || Read(path, gained) is not { } after)
        {
            return false;
        }

        foreach (var item in before.Concat(after).Where(item => !item.Key.Is("Gateway")))
        {
            words.Add(item.Key.Name);
            words.UnionWith(MeshObject.TextsOf(item.Spec, "hosts"));
        }

        var (closed, opened) = (GatewaysOf(before), GatewaysOf(after));
        closed.Hosts.SymmetricExceptWith(opened.Hosts);
        words.UnionWith(closed.Hosts);
        words.Remove("");
        return closed.Ports.SetEquals(opened.Ports);
    }

    private static (HashSet<string> Hosts, HashSet<long?> Ports) GatewaysOf(ImmutableArray<MeshObject> objects)
    {
        var servers = objects.Where(item => item.Key.Is("Gateway")).SelectMany(item => MeshObject.ItemsOf(item.Spec, "servers")).ToList();
        return (
            servers.SelectMany(server => MeshObject.TextsOf(server, "hosts")).ToHashSet(StringComparer.Ordinal),
            [.. servers.Select(server => MeshObject.NumberOf(server["port"] as ManifestMapping, "number"))]);
    }

    /// <summary>Null where a document cannot be read.</summary>
    private static ImmutableArray<MeshObject>? Read(string path, ImmutableArray<string> documents)
    {
        var (roots, findings) = ManifestYamlReader.Read(path, Encoding.UTF8.GetBytes(string.Join(Separator, documents)));
        return findings.IsEmpty ? [.. roots.Select(root => new MeshObject("", OutputPath.Create(path), root))] : null;
    }
}
