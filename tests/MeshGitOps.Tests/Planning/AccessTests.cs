using MeshGitOps.Rendering.Planning.Access;
using MeshGitOps.Specs.Kinds.AccessPolicies;

namespace MeshGitOps.Tests.Planning;

public sealed class AccessTests
{
    private const string Buyer = "  from: [{serviceAccount: {name: buyer, namespace: shop}}]\n";

    [Fact]
    public void Protects_the_pods_behind_a_service_in_every_cluster_that_has_it()
    {
        var fleet = TextFleet.OfTwo()
            .In("a", TextFleet.App("catalog"))
            .In("b", TextFleet.App("catalog"))
            .Spec(Policy("  globalNamespace: {name: acme}\n  to: {service: {name: catalog, namespace: shop}}\n" + Buyer))
            .Run()
            .AssertClean();

        Assert.All(["a", "b"], cluster =>
        {
            var plan = Assert.Single(fleet[cluster].Access);
            Assert.Equal(("meshgitops-catalog", "shop", AccessAction.Allow), (plan.Name, plan.Namespace, plan.Action));
            Assert.Equal(["app=catalog"], plan.Selector.Select(label => $"{label.Key}={label.Value}"));
            Assert.Equal(["catalog"], plan.ServiceAccounts.AsEnumerable());
        });
    }

    [Fact]
    public void Follows_a_backend_to_its_name_and_namespace()
    {
        var fleet = new TextFleet().Cluster("a", "us-west-1").Cluster("b", "westeurope")
            .GlobalNamespace("  members: [{clusters: {names: [\"*\"]}, namespaces: [shop, store]}]")
            .GlobalService("catalog", "  backends: [{cluster: b, service: {name: catalog-v2, namespace: store}}]")
            .In("a", TextFleet.App("catalog"))
            .In("b", TextFleet.App("catalog-v2", @namespace: "store"))
            .Spec(Policy("  globalNamespace: {name: acme}\n  to: {service: {name: catalog, namespace: shop}}\n" + Buyer))
            .Run()
            .AssertClean();

        Assert.Equal(("store", "catalog-v2"), (fleet["b"].Access[0].Namespace, fleet["b"].Access[0].Selector["app"]));
        Assert.Equal("shop", fleet["a"].Access[0].Namespace);
    }

    [Fact]
    public void Knows_callers_by_the_trust_domains_of_the_clusters_they_may_be_in()
    {
        var fleet = new TextFleet()
            .Cluster("a", "us-west-1", "  trustDomain: a.test\n")
            .Cluster("b", "westeurope", "  trustDomain: b.test\n")
            .GlobalNamespace("  members: [{clusters: {names: [\"*\"]}, namespaces: [shop]}, {clusters: {names: [b]}, namespaces: [batch]}]")
            .Spec("apiVersion: meshgitops.io/v1alpha1\nkind: Mesh\nmetadata: {name: acme}\nspec: {trustDomainAliases: [old.test]}")
            .In("a", TextFleet.App("catalog"))
            .Spec(Policy("""
                  globalNamespace: {name: acme}
                  to: {service: {name: catalog, namespace: shop}}
                  from: [{serviceAccount: {name: buyer, namespace: shop}}, {namespace: batch}, {namespace: tools}]
                """))
            .Run();

        Assert.Equal(
            [
                "a.test/shop/buyer", "a.test/tools/*", "b.test/batch/*", "b.test/shop/buyer",
                "old.test/batch/*", "old.test/shop/buyer", "old.test/tools/*",
            ],
            Callers(fleet, "a"));
    }

    [Fact]
    public void In_clusters_by_themselves_callers_are_local()
    {
        var fleet = new TextFleet()
            .Cluster("a", "us-west-1", "  trustDomain: a.test\n")
            .Cluster("b", "westeurope", "  trustDomain: b.test\n")
            .In("a", TextFleet.App("catalog"))
            .In("b", TextFleet.App("catalog"))
            .Spec(Policy("  clusters: {names: [b]}\n  to: {service: {name: catalog, namespace: shop}}\n" + Buyer))
            .Run();

        Assert.Empty(fleet["a"].Access);
        Assert.Equal(["b.test/shop/buyer"], Callers(fleet, "b"));
        Assert.Contains("principals:\n        - b.test/ns/shop/sa/buyer\n", fleet.Rendered("clusters/b/authorizationpolicy-shop-meshgitops-catalog.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_ports_of_the_containers()
    {
        var fleet = TextFleet.OfTwo()
            .In("a", TextFleet.Service("catalog", "[{name: http, port: 80, targetPort: web}, {name: http-admin, port: 81, targetPort: 9090}]"))
            .In("a", TextFleet.Deployment("catalog", ports: "[{name: web, containerPort: 8080}]"))
            .Spec(Policy("  globalNamespace: {name: acme}\n  to: {service: {name: catalog, namespace: shop}}\n  ports: [81, 80]\n" + Buyer))
            .Run()
            .AssertClean();

        Assert.Equal([8080, 9090], fleet["a"].Access[0].Ports.AsEnumerable());
    }

    [Fact]
    public void A_service_account_stands_for_each_workload_that_runs_as_it()
    {
        var fleet = TextFleet.OfTwo()
            .In("a", TextFleet.App("blue", account: "painter"))
            .In("a", TextFleet.Deployment("green", account: "painter"), TextFleet.Deployment("other"))
            .Spec(Policy("  globalNamespace: {name: acme}\n  to: {serviceAccount: {name: painter, namespace: shop}}\n" + Buyer))
            .Run()
            .AssertClean();

        Assert.Equal(["meshgitops-catalog.blue", "meshgitops-catalog.green"], fleet["a"].Access.Select(plan => plan.Name));
    }

    [Fact]
    public void Isolation_lets_the_members_the_ingress_gateway_and_the_scraper_in()
    {
        var fleet = new TextFleet().Cluster("a", "us-west-1", "  ingressGateway: {namespace: ingress}\n").Cluster("b", "westeurope")
            .GlobalNamespace("  isolation: true")
            .Spec("apiVersion: meshgitops.io/v1alpha1\nkind: Mesh\nmetadata: {name: acme}\nspec: {telemetry: {scraper: {namespace: monitoring, serviceAccount: prometheus}}}")
            .In("a", TextFleet.App("catalog"))
            .Run()
            .AssertClean();

        var plan = Assert.Single(fleet["a"].Access);
        Assert.Equal(("meshgitops-isolation", true), (plan.Name, plan.Selector.IsEmpty));
        Assert.Equal(["cluster.local/ingress/*", "cluster.local/monitoring/prometheus", "cluster.local/shop/*"], Callers(fleet, "a"));
        Assert.Equal(["cluster.local/monitoring/prometheus", "cluster.local/shop/*"], Callers(fleet, "b"));
    }

    [Fact]
    public void Isolation_does_not_open_what_an_AccessPolicy_closes()
    {
        var fleet = TextFleet.OfTwo("  isolation: true")
            .In("a", TextFleet.App("catalog"))
            .In("a", TextFleet.App("cart"))
            .Spec(Policy("  globalNamespace: {name: acme}\n  to: {service: {name: catalog, namespace: shop}}\n" + Buyer))
            .Run()
            .AssertClean();

        Assert.Equal(
            ["meshgitops-catalog app=catalog 1", "meshgitops-isolation  0", "meshgitops-isolation.cart app=cart 1"],
            fleet["a"].Access.Select(plan => $"{plan.Name} {string.Join(',', plan.Selector.Select(label => $"{label.Key}={label.Value}"))} {plan.Callers.Length}"));
        Assert.Contains("  action: ALLOW\n---", fleet.Rendered("clusters/a/mesh-acme/authorization-policy.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void Isolation_reports_a_workload_whose_labels_reach_a_protected_one()
    {
        var fleet = TextFleet.OfTwo("  isolation: true")
            .In("a", TextFleet.Service("catalog", selector: "app: catalog, version: v2"))
            .In("a", TextFleet.Deployment("catalog", ", version: v2"))
            .In("a", TextFleet.Deployment("cart").Replace("labels: {app: cart", "labels: {app: catalog", StringComparison.Ordinal))
            .Spec(Policy("  globalNamespace: {name: acme}\n  to: {service: {name: catalog, namespace: shop}}\n" + Buyer))
            .Run();

        fleet.AssertFinding("MGO3087", "cart");
    }

    [Fact]
    public void The_callers_of_policies_are_consumers_where_these_are_declared()
    {
        var fleet = new TextFleet().Cluster("a", "us-west-1").Cluster("b", "westeurope")
            .GlobalNamespace("  consumers: Declared\n  members: [{clusters: {names: [\"*\"]}, namespaces: [shop, batch, tools]}]")
            .In("a", TextFleet.App("catalog"))
            .In("a", TextFleet.App("cart"))
            .Spec(Policy("  globalNamespace: {name: acme}\n  to: {service: {name: catalog, namespace: shop}}\n  from: [{namespace: batch}]\n"))
            .Spec(Policy("  globalNamespace: {name: acme}\n  to: {serviceAccount: {name: cart, namespace: shop}}\n  from: [{globalNamespace: {name: acme}}]\n", "cart"))
            .Run();

        Assert.Equal(["batch"], fleet.Client("b", "catalog").ExportTo.AsEnumerable());
        Assert.Equal(["batch", "shop", "tools"], fleet.Client("b", "cart").ExportTo.AsEnumerable());
    }

    [Fact]
    public void A_TrafficTarget_counts_wherever_its_pods_are()
    {
        var fleet = new TextFleet()
            .Cluster("a", "us-west-1", "  trustDomain: a.test\n")
            .Cluster("b", "westeurope", "  trustDomain: b.test\n")
            .GlobalNamespace("  members: [{clusters: {names: [\"*\"]}, namespaces: [shop]}, {clusters: {names: [b]}, namespaces: [batch]}]")
            .In("a", TextFleet.App("catalog"))
            .In("a", TextFleet.App("catalog", @namespace: "alone"))
            .Spec(Target("shop", "{kind: ServiceAccount, name: cart, namespace: shop}, {kind: ServiceAccount, name: batch, namespace: batch}, {kind: ServiceAccount, name: tools, namespace: tools}"))
            .Spec(Target("alone", "{kind: ServiceAccount, name: cart, namespace: shop}"))
            .Spec(Routes("alone"))
            .Spec(Routes("shop"))
            .Run();

        Assert.Empty(fleet["b"].Access);
        Assert.Equal(["alone", "shop"], fleet["a"].Access.Select(plan => plan.Namespace));
        Assert.Equal(["a.test/ns/shop/cart"], fleet["a"].Access[0].Callers.Select(Identity));
        Assert.Equal(
            ["a.test/ns/batch/batch", "a.test/ns/shop/cart", "a.test/ns/tools/tools", "b.test/ns/batch/batch", "b.test/ns/shop/cart"],
            fleet["a"].Access[1].Callers.Select(Identity));
        Assert.All(fleet["a"].Access, plan => Assert.Equal(("meshgitops.traffictarget-catalog", 1), (plan.Name, plan.Rules.Length)));
    }

    [Fact]
    public void The_sources_of_TrafficTargets_are_consumers_where_these_are_declared()
    {
        var fleet = new TextFleet().Cluster("a", "us-west-1").Cluster("b", "westeurope")
            .GlobalNamespace("  consumers: Declared\n  members: [{clusters: {names: [\"*\"]}, namespaces: [shop, batch, tools]}]")
            .In("a", TextFleet.App("catalog"))
            .Spec(Target("shop", "{kind: ServiceAccount, name: batch, namespace: batch}"))
            .Spec(Routes("shop"))
            .Run();

        Assert.Equal(["batch"], fleet.Client("b", "catalog").ExportTo.AsEnumerable());
    }

    private static string Target(string @namespace, string sources) => $$"""
        apiVersion: access.smi-spec.io/v1alpha3
        kind: TrafficTarget
        metadata: {name: catalog, namespace: {{@namespace}}}
        spec:
          destination: {kind: ServiceAccount, name: catalog, namespace: {{@namespace}}}
          sources: [{{sources}}]
          rules: [{kind: HTTPRouteGroup, name: catalog}]
        """;

    private static string Routes(string @namespace) => $$"""
        apiVersion: specs.smi-spec.io/v1alpha4
        kind: HTTPRouteGroup
        metadata: {name: catalog, namespace: {{@namespace}}}
        spec: {matches: [{name: read, methods: [GET]}]}
        """;

    private static string Identity(CallerPlan caller) => $"{caller.TrustDomain}/ns/{caller.Namespace}/{caller.ServiceAccount}";

    private static string Policy(string spec, string name = "catalog") =>
        $"apiVersion: meshgitops.io/v1alpha1\nkind: AccessPolicy\nmetadata: {{name: {name}}}\nspec:\n{spec}";

    private static IEnumerable<string> Callers(PlannedFleet fleet, string cluster) =>
        Assert.Single(fleet[cluster].Access).Callers.Select(caller => $"{caller.TrustDomain}/{caller.Namespace}/{caller.ServiceAccount ?? "*"}");
}
