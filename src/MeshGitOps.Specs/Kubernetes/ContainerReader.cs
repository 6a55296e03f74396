using System.Collections.Immutable;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>Reads what rules ask of a container; a wrong shape is left out without a finding, as nothing is planned from it.</summary>
internal static class ContainerReader
{
    private static readonly ImmutableArray<string> ProbeNames = ["livenessProbe", "readinessProbe", "startupProbe"];

    public static WorkloadContainer Read(YamlMapping container, bool isInit, ImmutableArray<ContainerPort> ports) => new()
    {
        Name = container.Text("name")?.Value,
        Image = container.LocatedText("image"),
        IsInit = isInit,
        RunAsUser = container.Mapping("securityContext").Integer("runAsUser"),
        Probes = [.. ProbeNames.Select(name => ReadProbe(container.Mapping(name), name)).OfType<ContainerProbe>()],
        Ports = ports,
    };

    private static ContainerProbe? ReadProbe(YamlMapping? probe, string name)
    {
        if (probe is null)
        {
            return null;
        }

        return Read(probe, name, "httpGet", ContainerProbeKind.Http)
            ?? Read(probe, name, "tcpSocket", ContainerProbeKind.Tcp)
            ?? Read(probe, name, "grpc", ContainerProbeKind.Grpc);
    }

    private static ContainerProbe? Read(YamlMapping probe, string name, string key, ContainerProbeKind kind)
    {
        if (probe.Mapping(key) is not { } question)
        {
            return null;
        }

        var port = question.Text("port");
        return new ContainerProbe(name, kind, port?.Value, question.Text("path")?.Value, port?.Location ?? probe.KeyLocation(key));
    }
}
