using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>The pods of one workload.</summary>
internal sealed record Pods(
    string Name,
    string Namespace,
    ImmutableSortedDictionary<string, string> Labels,
    bool IsRunning,
    string ServiceAccount,
    string? InjectMark,
    bool IsOnHostNetwork,
    ImmutableSortedDictionary<string, int> NamedPorts)
{
    public static Pods Of(KubeObject workload)
    {
        var pod = workload.Kind == "Pod" ? workload.Tree : workload.Spec.At("template");
        const string Inject = "sidecar.istio.io/inject";
        return new Pods(
            workload.ToString(),
            workload.Namespace,
            pod.TextMap("metadata", "labels"),
            workload.Spec.Number("replicas") != 0,
            pod.Text("spec", "serviceAccountName") ?? pod.Text("spec", "serviceAccount") ?? "default",
            pod.Text("metadata", "labels", Inject) ?? pod.Text("metadata", "annotations", Inject),
            pod.Text("spec", "hostNetwork") == "true",
            pod.Items("spec", "containers")
                .SelectMany(container => container.Items("ports"))
                .Where(port => port.Text("name") is not null)
                .GroupBy(port => port.Text("name")!, StringComparer.Ordinal)
                .ToImmutableSortedDictionary(group => group.Key, group => group.First().Number("containerPort") ?? 0, StringComparer.Ordinal));
    }

    public bool IsInjected(bool namespaceIsInjected) =>
        !IsOnHostNetwork && InjectMark != "false" && (namespaceIsInjected || InjectMark == "true");

    /// <param name="targetPort">A number, the name of a container port, or null for the Service's own number.</param>
    public int? ContainerPort(string? targetPort, int servicePort) =>
        targetPort is null ? servicePort
        : int.TryParse(targetPort, out var number) ? number
        : NamedPorts.TryGetValue(targetPort, out var named) ? named
        : null;
}
