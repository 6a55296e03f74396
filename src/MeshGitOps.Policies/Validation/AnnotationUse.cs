using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>An annotation of Istio as it is written.</summary>
/// <param name="Kind">The kind of what carries it; <c>Pod</c> for a template of pods. Null where Istio does not say what may stand there.</param>
/// <param name="Labels">The labels beside it, or null.</param>
internal sealed record AnnotationUse(KubernetesObject Object, string? Kind, YamlScalar Key, YamlNode Value, YamlMapping? Labels)
{
    /// <summary>As messages name the place.</summary>
    public string Place => Kind == "Pod" && Object.Kind != "Pod" ? $"the pods of {Object}" : $"{Object}";

    /// <summary>Every one once, though several clusters may share a file.</summary>
    public static IEnumerable<AnnotationUse> AllOf(RuleContext context)
    {
        foreach (var (_, item) in context.Once(cluster => cluster.Objects, item => item))
        {
            foreach (var use in In(item, item.Metadata, IsKnown(item) ? item.Kind : null).Concat(In(item, TemplateOf(item).Mapping("metadata"), "Pod")))
            {
                yield return use;
            }
        }
    }

    private static IEnumerable<AnnotationUse> In(KubernetesObject item, YamlMapping? metadata, string? kind)
    {
        foreach (var (key, value) in metadata.Mapping("annotations")?.Entries ?? [])
        {
            if (IstioAnnotations.IsIstio(key.Value))
            {
                yield return new AnnotationUse(item, kind, key, value, metadata.Mapping("labels"));
            }
        }
    }

    /// <summary>Kinds of others may pass their annotations on to pods.</summary>
    private static bool IsKnown(KubernetesObject item) =>
        item.Group is "" or "apps" or "batch" or "networking.k8s.io" or IstioApi.KubernetesGateway
        || IstioKinds.Find(item.Group, item.Kind) is not null;

    private static YamlMapping? TemplateOf(KubernetesObject item) => item.Group switch
    {
        "" or "apps" => item.Spec.Mapping("template"),
        "batch" => (item.Kind == "CronJob" ? item.Spec.Mapping("jobTemplate").Mapping("spec") : item.Spec).Mapping("template"),
        _ => null,
    };
}
