using System.Collections.Immutable;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A patch that depends on others, in an EnvoyFilter without a priority.</summary>
public sealed class EnvoyFilterOrderByChance : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "envoy-filter-order-by-chance",
        "envoy filter order by chance",
        Severity.Warning,
        """
        INSERT_BEFORE, INSERT_AFTER, REPLACE and REMOVE need something that another patch or Istio itself puts there first.
        Without a priority the age of the objects decides which is first, and it differs after every new delivery and in every cluster.
        The patch then applies in one cluster and not in the other; with a proxyVersion it stops applying in the middle of an upgrade.
        Write 'priority', or use INSERT_FIRST or ADD.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0151 and IST0155";

    public override ImmutableArray<string> Aliases => ["IST0151", "IST0155"];

    public override RuleExample Example { get; } = new(
        """
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: routes, namespace: shop}
        spec:
          configPatches:
          - applyTo: HTTP_FILTER
            patch: {operation: [|INSERT_BEFORE|], value: {name: a}}
        """,
        """
        apiVersion: networking.istio.io/v1alpha3
        kind: EnvoyFilter
        metadata: {name: routes, namespace: shop}
        spec:
          priority: 10
          configPatches:
          - applyTo: HTTP_FILTER
            patch: {operation: INSERT_BEFORE, value: {name: a}}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        foreach (var patch in EnvoyPatch.AllOf(context))
        {
            if (!IsRelative(patch) || patch.Filter.Spec.Value("priority") is not (null or YamlScalar { Value: "0" }))
            {
                continue;
            }

            var version = patch.Node.Mapping("match").Mapping("proxy").Text("proxyVersion");
            yield return version is null
                ? settings.Finding(
                    patch.Operation.Location,
                    $"{patch.Filter} has the operation {patch.Operation.Value}, which depends on other patches, but no priority.",
                    Help)
                : settings.Finding(
                    patch.Operation.Location,
                    $"{patch.Filter} has the operation {patch.Operation.Value} for the proxy version '{Shown.Of(version.Value)}', which depends on other patches, but no priority.",
                    Help);
        }
    }

    private const string Help = "Write 'priority' (negative ones come first), or use INSERT_FIRST or ADD.";

    private static bool IsRelative(EnvoyPatch patch) => patch.Operation.Value switch
    {
        "INSERT_BEFORE" or "INSERT_AFTER" => true,
        "REMOVE" => !patch.IsForRoutes,
        "REPLACE" => patch.ApplyTo is "HTTP_FILTER" or "NETWORK_FILTER",
        _ => false,
    };
}
