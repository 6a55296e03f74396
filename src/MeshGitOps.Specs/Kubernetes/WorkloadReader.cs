using System.Collections.Immutable;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>Reads what makes pods: a Pod itself, or an object with a template of one.</summary>
internal static class WorkloadReader
{
    private static readonly string[] ContainerLists = ["containers", "initContainers"];

    public static KubernetesWorkload Read(ManifestFields fields, string kind, ServiceKey key, YamlScalar name, YamlMapping? metadata)
    {
        var spec = fields.Mapping(fields.Root, "spec");
        var template = kind switch
        {
            "Pod" => fields.Root,
            "CronJob" => fields.Mapping(fields.Mapping(fields.Mapping(spec, "jobTemplate"), "spec"), "template"),
            _ => fields.Mapping(spec, "template"),
        };
        var podMetadata = kind == "Pod" ? metadata : fields.Mapping(template, "metadata");
        var podSpec = kind == "Pod" ? spec : fields.Mapping(template, "spec");
        var account = fields.Text(podSpec, "serviceAccountName") ?? fields.Text(podSpec, "serviceAccount");
        var ports = ImmutableArray.CreateBuilder<ContainerPort>();
        var environment = ImmutableArray.CreateBuilder<EnvironmentValue>();
        var containers = ImmutableArray.CreateBuilder<WorkloadContainer>();
        foreach (var list in ContainerLists)
        {
            foreach (var container in fields.Mappings(podSpec, list))
            {
                var first = ports.Count;
                ReadPorts(fields, container, ports);
                containers.Add(ContainerReader.Read(container, list == "initContainers", [.. ports.Skip(first)]));
                ReadEnvironment(fields, container, environment);
            }
        }

        return new KubernetesWorkload
        {
            Kind = kind,
            Key = key,
            Location = name.Location,
            Replicas = ReadReplicas(fields, kind, spec),
            PodLabels = fields.Labels(podMetadata, "labels"),
            PodAnnotations = fields.Labels(podMetadata, "annotations"),
            PodMetadata = podMetadata,
            ServiceAccount = account is { Value: not "" } ? account.Value : "default",
            UsesHostNetwork = ManifestFields.Value(podSpec, "hostNetwork") is YamlScalar { Value: "true" },
            RunAsUser = podSpec.Mapping("securityContext").Integer("runAsUser"),
            Containers = containers.DrainToImmutable(),
            ContainerPorts = ports.DrainToImmutable(),
            Environment = environment.DrainToImmutable(),
        };
    }

    private static int? ReadReplicas(ManifestFields fields, string kind, YamlMapping? spec)
    {
        if (kind is not ("Deployment" or "StatefulSet" or "ReplicaSet" or "ReplicationController")
            || fields.Integer(spec, "replicas") is not { } replicas)
        {
            return null;
        }

        if (replicas >= 0)
        {
            return replicas;
        }

        if (spec?["replicas"] is { } node)
        {
            fields.Report(ManifestDiagnostics.InvalidValue, node, $"Field 'spec.replicas' must be at least 0, but is {ManifestPorts.Format(replicas)}.");
        }

        return null;
    }

    private static void ReadPorts(ManifestFields fields, YamlMapping container, ImmutableArray<ContainerPort>.Builder ports)
    {
        foreach (var port in fields.Mappings(container, "ports"))
        {
            if (ManifestPorts.Read(fields, port, "containerPort") is { } number)
            {
                ports.Add(new ContainerPort(number, fields.Text(port, "name") is { Value: not "" } name ? name.Value : null));
            }
        }
    }

    private static void ReadEnvironment(ManifestFields fields, YamlMapping container, ImmutableArray<EnvironmentValue>.Builder environment)
    {
        foreach (var variable in fields.Mappings(container, "env"))
        {
            if (fields.Text(variable, "name") is { } name && fields.Text(variable, "value") is { } value)
            {
                environment.Add(new EnvironmentValue(name.Value, new Located<string>(value.Value, value.Location)));
            }
        }
    }
}
