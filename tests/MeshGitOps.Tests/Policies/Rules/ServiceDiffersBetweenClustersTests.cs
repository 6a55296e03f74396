using MeshGitOps.Policies.Rules.Manifests;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class ServiceDiffersBetweenClustersTests : RuleTests<ServiceDiffersBetweenClusters>
{
    [Fact]
    public void Reports_type_and_headlessness_beside_the_ports() => AssertFindings(
        """
        # cluster: east
        apiVersion: v1
        kind: Service
        metadata: {name: db, namespace: shop}
        spec: {clusterIP: None, ports: [{name: tcp, port: 5432}]}
        # cluster: west
        apiVersion: v1
        kind: Service
        metadata: {name: [|db|], namespace: shop}
        spec: {type: LoadBalancer, ports: [{name: mysql, port: 5432}]}
        """,
        "Service 'shop/db' of cluster 'west' differs from the one of cluster 'east': "
        + "type LoadBalancer here and ClusterIP there; headless there only; ports 5432/mysql here and 5432/tcp there.");

    [Fact]
    public void Reports_each_cluster_that_differs_from_the_first() => AssertFindings(
        """
        # cluster: east
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {ports: [{name: http, port: 80}]}
        # cluster: north
        apiVersion: v1
        kind: Service
        metadata: {name: [|web|], namespace: shop}
        spec: {ports: []}
        # cluster: west
        apiVersion: v1
        kind: Service
        metadata: {name: [|web|], namespace: shop}
        spec: {ports: [{name: http-web, port: 80}]}
        """,
        "Service 'shop/web' of cluster 'north' differs from the one of cluster 'east': ports none here and 80/http there.",
        "Service 'shop/web' of cluster 'west' differs from the one of cluster 'east': port 80 is named 'http-web' here and 'http' there.");

    [Fact]
    public void Is_silent_where_the_planner_compares_the_ports_of_a_global_service() => AssertClean(
        """
        # workspace
        # cluster: west
        apiVersion: v1
        kind: Service
        metadata: {name: hello, namespace: demo}
        spec: {selector: {app: hello}, ports: [{name: http-hello, port: 80}]}
        """);

    [Fact]
    public void Is_silent_in_system_namespaces_and_for_other_names() => AssertClean(
        """
        # cluster: east
        apiVersion: v1
        kind: Service
        metadata: {name: dns, namespace: kube-system}
        spec: {ports: [{name: http, port: 80}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: a, namespace: shop}
        spec: {ports: [{name: http, port: 80}]}
        # cluster: west
        apiVersion: v1
        kind: Service
        metadata: {name: dns, namespace: kube-system}
        spec: {ports: [{name: http, port: 81}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: a, namespace: other}
        spec: {ports: [{name: http, port: 81}]}
        """);
}
