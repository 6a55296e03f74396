using MeshGitOps.Specs.Kubernetes;

namespace MeshGitOps.Tests.Kubernetes;

public sealed class WorkloadReadingTests
{
    private const string Template = """
        metadata: {labels: {app: a}, annotations: {note: "1"}}
            spec:
              serviceAccountName: robot
              initContainers:
              - {name: wait, env: [{name: URL, value: "http://b:80"}]}
              containers:
              - name: main
                env:
                - {name: HOST, value: b.example.com}
                - {name: SECRET, valueFrom: {secretKeyRef: {name: s, key: k}}}
                - {name: EMPTY}
                ports: [{containerPort: 8080, name: web}, {containerPort: 9090}]
        """;

    [Theory]
    [InlineData("apps/v1", "Deployment", 3)]
    [InlineData("apps/v1", "StatefulSet", 3)]
    [InlineData("apps/v1", "ReplicaSet", 3)]
    [InlineData("extensions/v1beta1", "Deployment", 3)]
    [InlineData("v1", "ReplicationController", 3)]
    [InlineData("apps/v1", "DaemonSet", null)]
    [InlineData("batch/v1", "Job", null)]
    public void Reads_a_workload_with_a_template(string apiVersion, string kind, int? replicas)
    {
        var workload = Assert.Single(InventoryReading.Clean($"""
            apiVersion: {apiVersion}
            kind: {kind}
            metadata: {"{"}name: a, namespace: shop{"}"}
            spec:
              replicas: 3
              template:
                {Template}
            """).Workloads);

        Assert.Equal((kind, replicas), (workload.Kind, workload.Replicas));
        AssertPod(workload);
    }

    [Fact]
    public void Reads_a_cron_job()
    {
        var template = Template.Replace("\n", "\n    ", StringComparison.Ordinal);
        AssertPod(Assert.Single(InventoryReading.Clean(
            $"apiVersion: batch/v1\nkind: CronJob\nmetadata: {{name: a, namespace: shop}}\nspec:\n  jobTemplate:\n    spec:\n      template:\n        {template}\n").Workloads));
    }

    [Fact]
    public void Reads_a_pod()
    {
        var text = "apiVersion: v1\nkind: Pod\n" + Template
            .Replace("{labels", "{name: a, namespace: shop, labels", StringComparison.Ordinal)
            .Replace("\n    ", "\n", StringComparison.Ordinal);

        AssertPod(Assert.Single(InventoryReading.Clean(text).Workloads));
    }

    [Fact]
    public void An_empty_workload_has_the_default_account()
    {
        var workload = Assert.Single(InventoryReading.Clean("{apiVersion: apps/v1, kind: Deployment, metadata: {name: a.b}}").Workloads);

        Assert.Equal(("default", null, 0), (workload.ServiceAccount, workload.Replicas, workload.PodLabels.Count));
    }

    [Fact]
    public void A_pod_with_a_generated_name_is_passed_over() =>
        Assert.Empty(InventoryReading.Clean("{apiVersion: v1, kind: Pod, metadata: {generateName: a-}}").Workloads);

    [Fact]
    public void Reports_fields_that_kubernetes_refuses() => InventoryReading.Marked(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: a}
        spec:
          replicas: [|-1|]
          template:
            metadata: {labels: [|x|]}
            spec:
              serviceAccountName: [|[]|]
              containers:
              - env: [{name: PORT, value: [|80|]}]
                ports: [{containerPort: [|0|]}, {containerPort: [|x|]}]
              initContainers: [|{}|]
        """,
        "Field 'spec.replicas' must be at least 0, but is -1.",
        "Field 'spec.template.metadata.labels' must be a mapping, but is the string 'x'.",
        "Field 'spec.template.spec.serviceAccountName' must be a string, but is a list.",
        "Field 'spec.template.spec.containers[0].env[0].value' must be a string, but is the number '80'.",
        "Field 'spec.template.spec.containers[0].ports[0].containerPort' must be from 1 to 65535, but is 0.",
        "Field 'spec.template.spec.containers[0].ports[1].containerPort' must be an integer, but is the string 'x'.",
        "Field 'spec.template.spec.initContainers' must be a list, but is a mapping.");

    private static void AssertPod(KubernetesWorkload workload)
    {
        Assert.Equal(new ServiceKey("shop", "a"), workload.Key);
        Assert.Equal("a", workload.PodLabels["app"]);
        Assert.Equal("1", workload.PodAnnotations["note"]);
        Assert.Equal("robot", workload.ServiceAccount);
        Assert.Equal([new ContainerPort(8080, "web"), new ContainerPort(9090, null)], workload.ContainerPorts.AsEnumerable());
        Assert.Equal(["HOST=b.example.com", "URL=http://b:80"], workload.Environment.Select(value => $"{value.Name}={value.Value}"));
        Assert.Equal("b.example.com", Yaml.YamlTree.Underlined(workload.Environment[0].Value.Location));
    }
}
