using System.Collections.Immutable;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>One webhook of a MutatingWebhookConfiguration that injects sidecars. Source: pkg/config/analysis/analyzers/webhook of Istio.</summary>
internal sealed record InjectionWebhook(YamlScalar Name, YamlMapping Node)
{
    private const string Revision = "istio.io/rev";

    /// <summary>More are not compared: every one is held against every other.</summary>
    private const int MaxCompared = 50;

    private static readonly string?[] Injections = [null, "enabled", "disabled"];
    private static readonly string?[] PodInjections = [null, "true", "false"];

    private IEnumerable<string> Revisions => RevisionsOf(Node.Mapping("namespaceSelector")).Concat(RevisionsOf(Node.Mapping("objectSelector")));

    /// <summary>Each pair once, with the pods that both select as the end of a sentence.</summary>
    public static IEnumerable<(InjectionWebhook First, InjectionWebhook Second, string Why)> Overlaps(ClusterMesh cluster)
    {
        var all = In(cluster).Take(MaxCompared).ToList();
        var revisions = all.SelectMany(webhook => webhook.Revisions).Distinct(StringComparer.Ordinal).Take(MaxCompared).Prepend<string?>(null).ToList();
        for (var i = 0; i < all.Count; i++)
        {
            for (var k = i + 1; k < all.Count; k++)
            {
                if (Overlap(all[i], all[k], revisions) is { } why)
                {
                    yield return (all[i], all[k], why);
                }
            }
        }
    }

    private static IEnumerable<InjectionWebhook> In(ClusterMesh cluster) =>
        cluster.OfKind("admissionregistration.k8s.io", "MutatingWebhookConfiguration")
            .SelectMany(item => item.Root.Mappings("webhooks"))
            .Select(node => node.Text("name") is { } name && name.Value.EndsWith("sidecar-injector.istio.io", StringComparison.Ordinal) ? new InjectionWebhook(name, node) : null)
            .OfType<InjectionWebhook>();

    private static IEnumerable<string> RevisionsOf(YamlMapping? selector)
    {
        if (selector.Mapping("matchLabels").Text(Revision) is { } label)
        {
            yield return label.Value;
        }

        foreach (var expression in selector.Mappings("matchExpressions").Where(expression => expression.Text("key")?.Value == Revision))
        {
            foreach (var value in expression.Texts("values"))
            {
                yield return value.Value;
            }
        }
    }

    private static string? Overlap(InjectionWebhook first, InjectionWebhook second, List<string?> revisions)
    {
        return Common("namespaceSelector", "istio-injection", Injections) is { } space && Common("objectSelector", "sidecar.istio.io/inject", PodInjections) is { } pod
            ? $"pods {Words(pod)} in namespaces {Words(space)}"
            : null;

        ImmutableSortedDictionary<string, string>? Common(string selector, string label, string?[] values) =>
            values.SelectMany(value => revisions.Select(revision => Labels(label, value, revision)))
                .FirstOrDefault(labels => LabelSelector.Matches(first.Node.Mapping(selector), labels) && LabelSelector.Matches(second.Node.Mapping(selector), labels));
    }

    private static ImmutableSortedDictionary<string, string> Labels(string label, string? value, string? revision)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (value is not null)
        {
            labels[label] = value;
        }

        if (revision is not null)
        {
            labels[Revision] = revision;
        }

        return labels.ToImmutable();
    }

    private static string Words(ImmutableSortedDictionary<string, string> labels) =>
        labels.IsEmpty ? "without a label" : $"with {string.Join(" and ", labels.Select(label => $"'{label.Key}: {Shown.Of(label.Value)}'"))}";
}
