using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Sources;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>Reads the objects of one file; documents of other kinds are counted and cost nothing more.</summary>
internal sealed class ManifestFileReader
{
    private readonly DiagnosticBag _bag = new();
    private readonly ImmutableArray<ManifestObject>.Builder _objects = ImmutableArray.CreateBuilder<ManifestObject>();
    private readonly Func<string, string, bool> _keep;
    private int _documents;
    private int _passedOver;

    private ManifestFileReader(Func<string, string, bool> keep) => _keep = keep;

    /// <param name="cause">The place of the spec that names the file.</param>
    /// <param name="keep">Whether the objects of an API version and kind are kept as they are written.</param>
    public static ManifestFile Read(ISourceFolder folder, string path, SourceLocation cause, Func<string, string, bool> keep)
    {
        var (source, diagnostics) = folder.Read(path, cause);
        var reader = new ManifestFileReader(keep);
        reader._bag.AddRange(diagnostics);
        if (source is not null)
        {
            var built = YamlTreeBuilder.Build(source);
            reader._bag.AddRange(built.Diagnostics);
            foreach (var document in built.Value)
            {
                reader.ReadObject(document.Root, itemOf: null);
            }

            reader.ReportTooMany(source);
        }

        return new ManifestFile(
            reader._objects.DrainToImmutable(),
            new ReadCounts(source is null ? 0 : 1, reader._documents, reader._passedOver),
            reader._bag.ToImmutable(),
            source is null ? [] : ToolComments.Find(source));
    }

    private bool HasTooMany => _bag.Count >= YamlLimits.Findings;

    private void ReportTooMany(SourceText source)
    {
        if (HasTooMany)
        {
            _bag.Add(YamlDiagnostics.TooLarge, source.Start, $"The file has {YamlLimits.Findings} mistakes or more; the rest of it is not read.");
        }
    }

    /// <param name="itemOf">The list around it, whose API version and kind the items of a typed list leave out.</param>
    private void ReadObject(YamlNode node, TypedList? itemOf)
    {
        if (HasTooMany)
        {
            return;
        }

        var root = node as YamlMapping;
        var apiVersion = (root?["apiVersion"] as YamlScalar)?.Value ?? itemOf?.ApiVersion;
        var kind = (root?["kind"] as YamlScalar)?.Value ?? itemOf?.ItemKind;
        if (root is not null && apiVersion is not null && kind is not null && ManifestKinds.IsList(apiVersion, kind))
        {
            var list = new TypedList(apiVersion, ManifestKinds.ItemKindOf(kind));
            foreach (var item in new ManifestFields(root, _bag).Items(root, "items"))
            {
                ReadObject(item, list);
            }

            return;
        }

        _documents++;
        if (root is null || apiVersion is null || kind is null)
        {
            ReportNoObject(node);
        }
        else if (!ManifestKinds.IsRead(apiVersion, kind) && !MeshObjectReader.IsRead(root, apiVersion, kind))
        {
            ReadOther(root, apiVersion, kind);
        }
        else if (root["sops"] is YamlMapping)
        {
            _bag.Add(
                ManifestDiagnostics.Encrypted,
                root.KeyLocation("sops"),
                $"This {kind} is encrypted with SOPS and cannot be read.",
                "Encrypt only what is secret, or commit the object as it is.");
        }
        else if (!ManifestKinds.IsRead(apiVersion, kind))
        {
            _objects.Add(MeshObjectReader.Read(root, apiVersion, kind));
        }
        else if (ManifestObjectReader.Read(new ManifestFields(root, _bag), kind) is { } read)
        {
            _objects.Add(_keep(apiVersion, kind) || MeshObjectReader.IsRead(root, apiVersion, kind) ? read with { Written = MeshObjectReader.ObjectOf(root, apiVersion, kind) } : read);
        }
    }

    /// <summary>What is encrypted of a kind that only the user's own rules look at is nobody's business.</summary>
    private void ReadOther(YamlMapping root, string apiVersion, string kind)
    {
        if (_keep(apiVersion, kind) && root["sops"] is not YamlMapping)
        {
            _objects.Add(MeshObjectReader.Read(root, apiVersion, kind));
        }
        else
        {
            _passedOver++;
        }
    }

    private void ReportNoObject(YamlNode node)
    {
        _passedOver++;
        if (node is YamlMapping { Entries: [var first, ..] } mapping)
        {
            var missing = mapping["kind"] is YamlScalar ? "apiVersion" : "kind";
            var other = missing == "kind" ? "apiVersion" : "kind";
            if (mapping[other] is YamlScalar && mapping.Entries.Select(entry => entry.Key).FirstOrDefault(key => IsMisspelt(key.Value, missing)) is { } misspelt)
            {
                _bag.Add(
                    ManifestDiagnostics.MisspeltKey,
                    misspelt.Location,
                    $"The key '{misspelt.Value}' is not '{missing}', so the document is no Kubernetes object.",
                    $"Write '{missing}'.");
                return;
            }

            _bag.Add(ManifestDiagnostics.NoObject, first.Key.Location, $"The document has no '{missing}', so it is no Kubernetes object.");
        }
        else
        {
            _bag.Add(ManifestDiagnostics.NoObject, node.Location, "The document is no mapping, so it is no Kubernetes object.");
        }
    }

    private static bool IsMisspelt(string key, string name) => key != name && string.Equals(key, name, StringComparison.OrdinalIgnoreCase);

    private sealed record TypedList(string ApiVersion, string? ItemKind);
}
