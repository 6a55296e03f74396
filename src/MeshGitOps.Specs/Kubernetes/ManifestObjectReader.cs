using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>Reads one object of a kind of <see cref="ManifestKinds"/>, or null with a finding where it has no valid name.</summary>
internal static class ManifestObjectReader
{
    public static ManifestObject? Read(ManifestFields fields, string kind)
    {
        var metadata = fields.Mapping(fields.Root, "metadata");
        if (ReadName(fields, metadata, kind) is not { } name || !TryReadNamespace(fields, metadata, kind, out var space))
        {
            return null;
        }

        var key = new ServiceKey(space ?? "", name.Value);
        object body = kind switch
        {
            "Service" => ServiceReader.Read(fields, key, name, metadata),
            "Namespace" => new KubernetesNamespace(name.Value, fields.Labels(metadata, "labels"), name.Location) { Metadata = metadata },
            "ServiceAccount" => new KubernetesServiceAccount(key, name.Location),
            "Node" => ReadNode(fields, metadata, name),
            "PeerAuthentication" => ReadPeerAuthentication(fields, key, name, metadata),
            _ => WorkloadReader.Read(fields, kind, key, name, metadata),
        };
        return new ManifestObject(kind, space, name.Value, name.Location, body);
    }

    private static YamlScalar? ReadName(ManifestFields fields, YamlMapping? metadata, string kind)
    {
        if (ManifestFields.Value(metadata, "name") is null)
        {
            // The API server makes up the rest of a generated name, so nothing can refer to such an object.
            if (ManifestFields.Value(metadata, "generateName") is null && IsReadable(fields, metadata))
            {
                var place = metadata ?? (YamlNode)fields.Root.Entries[0].Key;
                fields.Report(ManifestDiagnostics.InvalidName, place, $"This {kind} has no 'metadata.name'.");
            }

            return null;
        }

        var name = fields.Text(metadata, "name");
        if (name is null)
        {
            return null;
        }

        var isLabel = kind is "Service" or "Namespace";
        if (DnsNames.IsLabel(name.Value) || (!isLabel && DnsNames.IsDomain(name.Value)))
        {
            return name;
        }

        ReportName(fields, name, isLabel ? "a DNS label: lower-case letters, digits and '-', at most 63" : "lower-case letters, digits, '-' and '.', at most 253");
        return null;
    }

    /// <summary>A metadata of the wrong type has its finding already.</summary>
    private static bool IsReadable(ManifestFields fields, YamlMapping? metadata) =>
        metadata is not null || ManifestFields.Value(fields.Root, "metadata") is null;

    private static bool TryReadNamespace(ManifestFields fields, YamlMapping? metadata, string kind, out string? space)
    {
        space = null;
        if (kind is "Namespace" or "Node" || ManifestFields.Value(metadata, "namespace") is not { } written)
        {
            return true;
        }

        if (fields.Text(metadata, "namespace") is not { } name)
        {
            return false;
        }

        if (name.Value.Length == 0)
        {
            return true;
        }

        if (!DnsNames.IsLabel(name.Value))
        {
            ReportName(fields, written, "a DNS label: lower-case letters, digits and '-', at most 63");
            return false;
        }

        space = name.Value;
        return true;
    }

    private static void ReportName(ManifestFields fields, YamlNode node, string expected)
    {
        var text = node.ToString() ?? "";
        var isTemplate = text.Contains("{{", StringComparison.Ordinal) || text.Contains("${", StringComparison.Ordinal);
        fields.Report(
            ManifestDiagnostics.InvalidName,
            node,
            $"Field '{fields.PathOf(node)}' must be {expected}, but is '{Shown.Of(text)}'.",
            isTemplate ? "The file is a template: render it and name what comes out." : null);
    }

    private static IstioPeerAuthentication ReadPeerAuthentication(ManifestFields fields, ServiceKey key, YamlScalar name, YamlMapping? metadata)
    {
        var selector = fields.Mapping(fields.Mapping(fields.Root, "spec"), "selector");
        var isOurs = fields.Labels(metadata, "labels").GetValueOrDefault("app.kubernetes.io/managed-by") == "meshgitops";
        return new IstioPeerAuthentication(key, fields.Labels(selector, "matchLabels").IsEmpty, isOurs, name.Location);
    }

    private static KubernetesNode ReadNode(ManifestFields fields, YamlMapping? metadata, YamlScalar name)
    {
        var allocatable = fields.Mapping(fields.Mapping(fields.Root, "status"), "allocatable");
        return new KubernetesNode(
            name.Value,
            fields.Labels(metadata, "labels"),
            Quantity(fields, allocatable, "cpu"),
            Quantity(fields, allocatable, "memory"),
            Quantity(fields, allocatable, "pods"),
            name.Location);
    }

    /// <summary>A quantity may be written as a number.</summary>
    private static string? Quantity(ManifestFields fields, YamlMapping? parent, string key) =>
        ManifestFields.Value(parent, key) is YamlScalar scalar && YamlScalarTypes.TryGetNumber(scalar, out _)
            ? scalar.Value
            : fields.Text(parent, key)?.Value;
}
