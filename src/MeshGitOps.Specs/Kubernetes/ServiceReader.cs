using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>Reads a Service (core/v1), with the checks of the API server on its ports.</summary>
internal static class ServiceReader
{
    public static KubernetesService Read(ManifestFields fields, ServiceKey key, YamlScalar name, YamlMapping? metadata)
    {
        var spec = fields.Mapping(fields.Root, "spec");
        var type = fields.Text(spec, "type");
        return new KubernetesService
        {
            Key = key,
            Location = name.Location,
            Type = ReadType(fields, type),
            TypeLocation = (type ?? name).Location,
            IsHeadless = IsNone(fields.Text(spec, "clusterIP")) || fields.Items(spec, "clusterIPs") is [YamlScalar first, ..] && IsNone(first),
            Ports = ReadPorts(fields, spec),
            Selector = fields.Labels(spec, "selector"),
            Labels = fields.Labels(metadata, "labels"),
            ExportTo = metadata.Mapping("annotations").Text("networking.istio.io/exportTo")?.Value,
            LoadBalancerAddresses = ReadAddresses(fields),
        };
    }

    private static bool IsNone(YamlScalar? scalar) => scalar?.Value == "None";

    private static KubernetesServiceType ReadType(ManifestFields fields, YamlScalar? type)
    {
        switch (type?.Value)
        {
            case null or "" or "ClusterIP":
                return KubernetesServiceType.ClusterIP;
            case "NodePort":
                return KubernetesServiceType.NodePort;
            case "LoadBalancer":
                return KubernetesServiceType.LoadBalancer;
            case "ExternalName":
                return KubernetesServiceType.ExternalName;
            default:
                fields.Report(ManifestDiagnostics.InvalidValue, type, $"Field 'spec.type' must be ClusterIP, NodePort, LoadBalancer or ExternalName, but is '{type}'.");
                return KubernetesServiceType.ClusterIP;
        }
    }

    private static ImmutableArray<KubernetesServicePort> ReadPorts(ManifestFields fields, YamlMapping? spec)
    {
        var ports = ImmutableArray.CreateBuilder<KubernetesServicePort>();
        var names = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        var numbers = new Dictionary<(int Number, string Protocol), SourceLocation>();
        YamlMapping? unnamed = null;
        foreach (var written in fields.Mappings(spec, "ports"))
        {
            if (ReadPort(fields, written) is not { } port)
            {
                continue;
            }

            unnamed ??= port.Name is null ? written : null;
            if (port.Name is not null && !names.TryAdd(port.Name, port.Location))
            {
                fields.Report(ManifestDiagnostics.DuplicatePort, port.Location, $"The port name '{port.Name}' stands in this Service already.", First(names[port.Name]));
                continue;
            }

            if (!numbers.TryAdd((port.Number, port.TransportProtocol), port.Location))
            {
                fields.Report(
                    ManifestDiagnostics.DuplicatePort,
                    port.Location,
                    $"The port {port.Number}/{port.TransportProtocol} stands in this Service already.",
                    First(numbers[(port.Number, port.TransportProtocol)]));
                continue;
            }

            ports.Add(port);
        }

        if (unnamed is not null && ports.Count > 1)
        {
            fields.Report(ManifestDiagnostics.DuplicatePort, unnamed, "A port of a Service with several ports must have a name.", "Name it by its protocol, such as 'http' or 'tcp-metrics'.");
        }

        return ports.DrainToImmutable();
    }

    private static RelatedLocation First(SourceLocation location) => new(location, "It stands here first.");

    private static KubernetesServicePort? ReadPort(ManifestFields fields, YamlMapping written)
    {
        if (ManifestFields.Value(written, "port") is null)
        {
            fields.Report(ManifestDiagnostics.InvalidPort, written, $"Field '{fields.PathOf(written)}.port' is missing.");
            return null;
        }

        if (ManifestPorts.Read(fields, written, "port") is not { } number)
        {
            return null;
        }

        var name = fields.Text(written, "name");
        if (name is { Value: "" })
        {
            name = null;
        }

        if (name is not null && !DnsNames.IsLabel(name.Value))
        {
            fields.Report(ManifestDiagnostics.InvalidName, name, $"Field '{fields.PathOf(name)}' must be a DNS label, but is '{name}'.");
        }

        return new KubernetesServicePort
        {
            Number = number,
            Location = ((YamlNode?)name ?? written).Location,
            Whole = written.Location,
            Name = name?.Value,
            TransportProtocol = ManifestPorts.ReadProtocol(fields, written),
            AppProtocol = fields.Text(written, "appProtocol")?.Value,
            TargetPort = ReadTargetPort(fields, written),
            NodePort = ReadNodePort(fields, written),
        };
    }

    private static string? ReadTargetPort(ManifestFields fields, YamlMapping written)
    {
        if (ManifestFields.Value(written, "targetPort") is not { } value)
        {
            return null;
        }

        return value is YamlScalar scalar && YamlScalarTypes.TypeOf(scalar) == YamlScalarType.Integer
            ? ManifestPorts.Read(fields, written, "targetPort") is { } number ? ManifestPorts.Format(number) : null
            : fields.Text(written, "targetPort")?.Value;
    }

    /// <summary>Exported objects may say <c>nodePort: 0</c> for none.</summary>
    private static int? ReadNodePort(ManifestFields fields, YamlMapping written) =>
        ManifestFields.Value(written, "nodePort") is YamlScalar { Value: "0" } ? null : ManifestPorts.Read(fields, written, "nodePort");

    private static ImmutableArray<Located<string>> ReadAddresses(ManifestFields fields)
    {
        var balancer = fields.Mapping(fields.Mapping(fields.Root, "status"), "loadBalancer");
        var addresses = ImmutableArray.CreateBuilder<Located<string>>();
        foreach (var ingress in fields.Mappings(balancer, "ingress"))
        {
            if ((fields.Text(ingress, "ip") ?? fields.Text(ingress, "hostname")) is { Value: not "" } address)
            {
                addresses.Add(new Located<string>(address.Value, address.Location));
            }
        }

        return addresses.DrainToImmutable();
    }
}
