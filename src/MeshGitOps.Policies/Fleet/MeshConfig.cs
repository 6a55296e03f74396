using System.Collections.Immutable;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Fleet;

/// <summary>
/// What the manifests say about the installation of Istio: the ConfigMaps <c>istio</c> and <c>istio-sidecar-injector</c>
/// of the root namespace (with <c>-revision</c> behind them), and IstioOperator objects. Of several revisions the first counts.
/// </summary>
public sealed record MeshConfig
{
    /// <summary>Nothing is known.</summary>
    public static readonly MeshConfig None = new();

    /// <summary>Null where no manifest says it.</summary>
    public string? TrustDomain { get; init; }

    public ImmutableArray<string> TrustDomainAliases { get; init; } = [];

    /// <summary>The object that holds the mesh configuration; null where there is none.</summary>
    public KubernetesObject? Object { get; init; }

    /// <summary>False: sidecars send plaintext where no DestinationRule says otherwise.</summary>
    public bool UsesAutoMtls { get; init; } = true;

    /// <summary><c>enableNamespacesByDefault</c> of the injection webhook.</summary>
    public bool InjectsByDefault => InjectsByDefaultLocation is not null;

    /// <summary>The object that says so.</summary>
    public SourceLocation? InjectsByDefaultLocation { get; init; }

    internal static MeshConfig Of(ImmutableArray<KubernetesObject> objects, string rootNamespace)
    {
        var result = None;
        foreach (var item in objects)
        {
            if (item is { Kind: "ConfigMap", Group: "" } && item.Key.Namespace == rootNamespace)
            {
                var data = item.Root.Mapping("data");
                result = IsNamed(item, "istio-sidecar-injector")
                    ? result.WithInjector(item, Parse(data.Text("values")))
                    : IsNamed(item, "istio") ? result.With(item, Parse(data.Text("mesh"))) : result;
            }
            else if (item is { Kind: "IstioOperator", Group: IstioApi.Install })
            {
                var values = item.Spec.Mapping("values");
                result = result.With(item, item.Spec.Mapping("meshConfig") ?? values.Mapping("meshConfig")).WithInjector(item, values);
            }
        }

        return result;
    }

    private MeshConfig With(KubernetesObject item, YamlMapping? mesh) => mesh is null || Object is not null
        ? this
        : this with
        {
            Object = item,
            TrustDomain = mesh.Text("trustDomain")?.Value,
            TrustDomainAliases = [.. mesh.Texts("trustDomainAliases").Select(alias => alias.Value)],
            UsesAutoMtls = mesh.Text("enableAutoMtls")?.Value != "false",
        };

    private MeshConfig WithInjector(KubernetesObject item, YamlMapping? values) =>
        values.Mapping("sidecarInjectorWebhook").IsTrue("enableNamespacesByDefault") && InjectsByDefaultLocation is null
            ? this with { InjectsByDefaultLocation = item.Location }
            : this;

    private static bool IsNamed(KubernetesObject item, string name) =>
        item.Key.Name == name || item.Key.Name.StartsWith($"{name}-", StringComparison.Ordinal);

    /// <summary>The YAML or JSON inside of a ConfigMap; what is wrong with it is not this record's to report.</summary>
    private static YamlMapping? Parse(YamlScalar? text) => text is null
        ? null
        : YamlTreeBuilder.Build(new SourceText(text.Source.Path, text.Value)).Value is [{ Root: YamlMapping mapping }, ..] ? mapping : null;
}
