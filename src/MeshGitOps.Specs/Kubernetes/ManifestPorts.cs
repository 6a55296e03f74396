using System.Globalization;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>Port numbers and transport protocols of Services and containers.</summary>
internal static class ManifestPorts
{
    /// <summary>A number from 1 to 65535, or null where there is none; another one is a finding.</summary>
    public static int? Read(ManifestFields fields, YamlMapping parent, string key)
    {
        if (fields.Integer(parent, key) is not { } number)
        {
            return null;
        }

        if (number is >= 1 and <= 65535)
        {
            return number;
        }

        if (parent[key] is { } node)
        {
            fields.Report(ManifestDiagnostics.InvalidPort, node, $"Field '{fields.PathOf(node)}' must be from 1 to 65535, but is {Format(number)}.");
        }

        return null;
    }

    /// <summary><c>TCP</c> where it is not written.</summary>
    public static string ReadProtocol(ManifestFields fields, YamlMapping port)
    {
        var protocol = fields.Text(port, "protocol");
        if (protocol is null or { Value: "" or "TCP" })
        {
            return "TCP";
        }

        if (protocol.Value is not ("UDP" or "SCTP"))
        {
            fields.Report(
                ManifestDiagnostics.InvalidPort,
                protocol,
                $"Field '{fields.PathOf(protocol)}' must be TCP, UDP or SCTP, but is '{protocol}'.",
                "The protocol of the application stands in 'appProtocol' or at the beginning of the port's name.");
            return "TCP";
        }

        return protocol.Value;
    }

    public static string Format(int number) => number.ToString(CultureInfo.InvariantCulture);
}
