using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Templates;
using MeshGitOps.Tests.Providers;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Templates;

public sealed class TemplateRendererTests
{
    [Theory]
    [InlineData("{{cluster.name}}", "a")]
    [InlineData("{{ cluster.region }}-{{cluster.istioVersion}}", "us-west-1-1.26")]
    [InlineData("{{cluster.labels.env}}", "prod")]
    [InlineData("{{cluster.labels.[example.com/team]}}", "shop")]
    [InlineData("{{#with cluster}}{{name}}.{{../model.version}}{{/with}}", "a.v1")]
    [InlineData("{{#each globalNamespaces}}{{name}}{{#each namespaces}}-{{@index}}{{this}}{{#if @last}}!{{/if}}{{/each}}{{/each}}", "acme-0acme-1shopping!")]
    [InlineData("{{#each cluster.labels}}{{@key}}={{this}};{{/each}}", "env=prod;example.com/team=shop;")]
    [InlineData("{{#each globalNamespaces}}{{#each hosts}}{{host}} {{address}} {{#each ports}}{{number}}/{{protocol}}{{/each}}{{/each}}{{/each}}", "catalog.acme.example.com 240.0.16.7 8082/HTTP")]
    [InlineData("{{#if cluster.region}}yes{{else}}no{{/if}}", "yes")]
    [InlineData("{{#unless cluster.region}}yes{{else}}no{{/unless}}", "no")]
    [InlineData("{{#if globalNamespaces}}{{#if false}}one{{else if true}}two{{else}}three{{/if}}{{/if}}", "two")]
    [InlineData("a {{~ cluster.name ~}} b", "aab")]
    [InlineData("a{{! {{cluster.nope }}b", "ab")]
    [InlineData("a{{!-- }} {{ --}}b", "ab")]
    [InlineData("{{yaml \"yes\"}}", "yes")]
    [InlineData("{{yaml \"1.10\"}}", "1.10")]
    [InlineData("{{yaml 'it: has # all'}}", "it: has # all")]
    [InlineData("{{yaml '# no comment'}}", "# no comment")]
    [InlineData("{{yaml (json true)}}", "true")]
    [InlineData("'{{json cluster.labels}}'", "{\"env\":\"prod\",\"example.com/team\":\"shop\"}")]
    [InlineData("{{yaml (json globalNamespaces)}}", null)]
    [InlineData("'{{indent 3 \"a\"}}'", "   a")]
    [InlineData("\"{{braces \"pod\"}}\"", "{{pod}}")]
    [InlineData("<b>&amp; {{cluster.name}}</b>", "<b>&amp; a</b>")]
    public void Writes_what_expressions_stand_for(string expression, string? expected)
    {
        var text = TemplateSample.Text(expression);
        Assert.NotEmpty(text);
        Assert.Equal(expected ?? text, text);
    }

    [Theory]
    [InlineData("Cluster", "{{[|address|]}}", "The expression 'address' names nothing, rendered for cluster 'a'.")]
    [InlineData("Cluster", "{{cluster.name}}{{[|cluster.labels.tier|]}}", "The expression 'cluster.labels.tier' names nothing, rendered for cluster 'a'.")]
    [InlineData("Cluster", "{{yaml [|service.host|]}}", "The expression 'service.host' names nothing, rendered for cluster 'a'.")]
    [InlineData("Cluster", "{{#each globalNamespaces}}{{name}}{{#if [|cluster|]}}{{/if}}{{/each}}", "The expression 'cluster' names nothing, rendered for cluster 'a'.")]
    [InlineData("Cluster", "{{cluster.name}}{{#with cluster}}{{[|cluster.name|]}}{{/with}}", "The expression 'cluster.name' names nothing, rendered for cluster 'a'.")]
    [InlineData("GlobalNamespace", "{{[|globalNamespaces|]}}", "The expression 'globalNamespaces' names nothing, rendered for GlobalNamespace 'acme' in cluster 'a'.")]
    [InlineData("GlobalService", "{{#each service.ports}}{{[|host|]}}{{/each}}", "The expression 'host' names nothing, rendered for host 'catalog.acme.example.com' in cluster 'a'.")]
    [InlineData("Cluster", "[|{{cluster}}|]", "The tag '{{cluster}}' is a list or a mapping and has no text, rendered for cluster 'a'.")]
    [InlineData("Cluster", "[|{{#each cluster.name}}|]{{/each}}", "The tag '{{#each cluster.name}}' is no list and no mapping to go through, rendered for cluster 'a'.")]
    [InlineData("Cluster", "[|{{indent 101 \"a\"}}|]", "The tag '{{indent 101 \"a\"}}' indents by something other than a number from 0 to 100, rendered for cluster 'a'.")]
    [InlineData("Cluster", "[|{{indent \"a\" \"a\"}}|]", "The tag '{{indent \"a\" \"a\"}}' indents by something other than a number from 0 to 100, rendered for cluster 'a'.")]
    public void Reports_the_place_of_what_names_nothing(string target, string expression, string message)
    {
        var marked = MarkedSource.Parse(TemplateSample.ConfigMap($"  text: {expression}\n", target), TemplateSample.Path);
        marked.AssertFindings(TemplateSample.Render(marked.Text).Diagnostics, message);
    }

    [Fact]
    public void Reports_a_region_that_is_not_declared_where_it_is_written()
    {
        var plan = TemplateSample.Plan with { Settings = PlanSamples.Settings() with { Region = null } };
        var finding = Assert.Single(TemplateSample.Render(TemplateSample.ConfigMap("  text: {{cluster.region}}\n"), plan).Diagnostics);
        Assert.Equal("The tag '{{cluster.region}}' has no value here, rendered for cluster 'a'.", finding.Message);
        Assert.Empty(TemplateSample.Render(TemplateSample.ConfigMap("  text: a{{#if cluster.region}}{{cluster.region}}{{/if}}\n"), plan).Diagnostics);
    }

    [Theory]
    [InlineData("{{#each globalNamespaces}}\n  a: b\n  [|a|]: c\n{{/each}}\n", "line 8 of its output is 'a: c'.")]
    [InlineData("  a: [|1.5|]\n", "line 7 of its output is 'a: 1.5'.")]
    [InlineData("  a: b\n[|---|]\njust text\n", "line 9 of its output is 'just text'.")]
    public void Reports_the_line_of_the_template_that_is_no_manifest(string data, string message)
    {
        var marked = MarkedSource.Parse(TemplateSample.ConfigMap(data), TemplateSample.Path);
        var finding = Assert.Single(TemplateSample.Render(marked.Text).Diagnostics);
        Assert.Equal($"Template 'sample' renders no valid manifest for cluster 'a': {message}", finding.Message);
        var mark = marked.Source.PositionOf(marked.Spans[0].Start).Line;
        Assert.InRange(finding.Location.Position.Line, mark, mark + 1);
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: ConfigMap\n", "has no 'metadata.name'.")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: a\n", "has no 'metadata.name'.")]
    [InlineData("apiVersion: v1\nmetadata: {name: a}\n", "has no 'kind'.")]
    [InlineData("kind: ConfigMap\nmetadata: {name: a}\n", "has no 'apiVersion'.")]
    [InlineData("apiVersion: v1\nkind: List\nmetadata: {name: a}\nitems: []\n", "is 'List'.")]
    [InlineData("apiVersion: v1\nkind: [a]\nmetadata: {name: a}\n", "is 'a list'.")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: .., namespace: b}\n", "is '..'.")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: A}\n", "is 'A'.")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: 5}\n", "is '5'.")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: ../b}\n", "is '../b'.")]
    [InlineData("apiVersion: a/b/c\nkind: ConfigMap\nmetadata: {name: a}\n", "is 'a/b/c'.")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: [b]}\n", "must be a mapping with texts.")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {b: true}}\n", "must be a mapping with texts.")]
    public void Reports_an_object_that_cannot_be_placed(string output, string end)
    {
        var (manifests, findings) = TemplateSample.Render($"---\nfor: Cluster\n---\n{output}");
        var finding = Assert.Single(findings);
        Assert.Equal("MGO4206", finding.Id);
        Assert.EndsWith(end, finding.Message, StringComparison.Ordinal);
        Assert.Empty(manifests);
    }

    [Theory]
    [InlineData("v1", "Secret", "data: {a: b}", "MGO4208")]
    [InlineData("v1", "Secret", "stringData: {}", "MGO4208")]
    [InlineData("v1", "Secret", "type: Opaque", null)]
    [InlineData("bitnami.com/v1alpha1", "SealedSecret", "spec: {}", null)]
    public void Renders_no_secret_with_data(string apiVersion, string kind, string content, string? id)
    {
        var (manifests, findings) = TemplateSample.Render(
            $"---\nfor: Cluster\n---\napiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: a, namespace: tools}}\n{content}\n");
        Assert.Equal(id is null ? [] : [id], findings.Select(finding => finding.Id));
        Assert.Equal(id is null ? 1 : 0, manifests.Length);
    }

    [Theory]
    [InlineData("kind: Namespace\nmetadata: {name: default}", true)]
    [InlineData("kind: Namespace\nmetadata: {name: istio-system}", true)]
    [InlineData("kind: Namespace\nmetadata: {name: shopping}", true)]
    [InlineData("kind: Namespace\nmetadata: {name: tools}", false)]
    [InlineData("kind: ConfigMap\nmetadata: {name: coredns, namespace: kube-system}", true)]
    [InlineData("kind: ConfigMap\nmetadata: {name: coredns, namespace: tools}", false)]
    public void Leaves_the_objects_of_others_alone(string header, bool isForeign)
    {
        var findings = TemplateSample.Render($"---\nfor: Cluster\n---\napiVersion: v1\n{header}\n").Diagnostics;
        Assert.Equal(isForeign ? ["MGO4209"] : [], findings.Select(finding => finding.Id));
    }

    [Fact]
    public void Labels_what_it_renders_as_ours_whatever_the_template_says()
    {
        var (manifests, findings) = TemplateSample.Render("""
            ---
            for: GlobalNamespace
            ---
            kind: ConfigMap
            metadata:
              labels: {team: shop, app.kubernetes.io/managed-by: somebody}
              namespace: tools
              name: a
              annotations: {meshgitops.io/origin: Cluster/a, note: b}
            data: {}
            apiVersion: v1
            """);
        Assert.Empty(findings);
        Assert.Equal(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: a
              namespace: tools
              labels:
                app.kubernetes.io/managed-by: meshgitops
                meshgitops.io/global-namespace: acme
                team: shop
              annotations:
                meshgitops.io/origin: Template/sample
                note: b
            data: {}

            """,
            TemplateSample.Write(Assert.Single(manifests)));
        Assert.Equal(new ManifestPlacement(ManifestConcern.Template, "acme", null) { Template = "sample" }, manifests[0].Placement);
    }

    [Fact]
    public void Renders_nothing_where_a_template_writes_only_comments()
    {
        var (manifests, findings) = TemplateSample.Render("---\nfor: Cluster\n---\n# {{cluster.name}}\n---\n{{#if false}}a{{/if}}\n");
        Assert.Empty(manifests);
        Assert.Empty(findings);
    }

    [Fact]
    public void Cannot_make_an_object_that_is_rendered_already()
    {
        var plan = TemplateSample.Plan;
        var ours = Rendering.Providers.MeshProviders.Render(plan);
        var set = TemplateSample.Read((TemplateSample.Path, "---\nfor: Cluster\n---\napiVersion: networking.istio.io/v1beta1\nkind: Gateway\nmetadata: {name: meshgitops-eastwest, namespace: istio-system}\n")).Value;
        var (manifests, findings) = TemplateRenderer.Render(set, plan, ours);
        Assert.Empty(manifests);
        Assert.Equal("Gateway 'istio-system/meshgitops-eastwest' of cluster 'a' is rendered twice, for Cluster/a and for Template/sample.", Assert.Single(findings).Message);
    }

    [Fact]
    public void Stops_loops_that_multiply_and_write_nothing()
    {
        var loops = string.Concat(Enumerable.Repeat("{{#each @root.cluster}}", 12)) + string.Concat(Enumerable.Repeat("{{/each}}", 12));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var finding = Assert.Single(TemplateSample.Render($"---\nfor: Cluster\n---\n{loops}").Diagnostics);
        Assert.Equal("The tag '{{#each @root.cluster}}' takes more than 2000000 steps, rendered for cluster 'a'.", finding.Message);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void Stops_output_that_multiplies()
    {
        var loops = string.Concat(Enumerable.Repeat("{{#each @root.cluster}}", 6));
        var marked = MarkedSource.Parse(
            $"---\nfor: Cluster\n---\n{loops}[|{{{{json @root.cluster}}}}|]{string.Concat(Enumerable.Repeat("{{/each}}", 6))}", TemplateSample.Path);
        marked.AssertFindings(
            TemplateSample.Render(marked.Text).Diagnostics,
            "The tag '{{json @root.cluster}}' brings the output over 1048576 characters, rendered for cluster 'a'.");
    }

    [Fact]
    public void Makes_functions_pay_whose_result_is_thrown_away()
    {
        var loops = string.Concat(Enumerable.Repeat("{{#each @root.cluster}}", 5));
        var (_, findings) = TemplateSample.Render(
            $"---\nfor: Cluster\n---\n{loops}{string.Concat(Enumerable.Repeat("{{#if (json @root.globalNamespaces)}}{{/if}}", 20))}{string.Concat(Enumerable.Repeat("{{/each}}", 5))}");
        Assert.Contains("takes more than 2000000 steps", Assert.Single(findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_a_value_that_holds_a_mark_from_moving_a_finding_out_of_the_template()
    {
        var plan = TemplateSample.Plan with { Labels = PlanSamples.NoLabels.Add("env", "\uFDD0999\uFDD1x\uFDD0") };
        var findings = TemplateSample.Render(TemplateSample.ConfigMap("  a: {{cluster.labels.env}}\n  a: b\n"), plan).Diagnostics;
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.InRange(finding.Location.Span.End, 0, finding.Location.Source.Text.Length));
    }
}
