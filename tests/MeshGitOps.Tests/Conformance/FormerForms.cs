using MeshGitOps.Tests.Simulation;

namespace MeshGitOps.Tests.Conformance;

/// <summary>
/// What only old releases took: the definitions beside the repository are of a recent version and know nothing of it.
/// Every exception stands here, with all the fields that may be used.
/// </summary>
internal static class FormerForms
{
    /// <summary>EnvoyFilter of Istio 1.1 to 1.4, told by its <c>filters</c>; <c>configPatches</c> took their place.</summary>
    private static readonly ServedKind EnvoyFilterWithFilters = BuiltInKinds.Namespaced("""
        type: object
        required: [spec]
        properties:
          spec:
            type: object
            required: [workloadLabels, filters]
            properties:
              workloadLabels: {type: object, minProperties: 1, additionalProperties: {type: string}}
              filters:
                type: array
                minItems: 1
                items:
                  type: object
                  required: [listenerMatch, insertPosition, filterName, filterType, filterConfig]
                  properties:
                    listenerMatch:
                      type: object
                      properties:
                        portNumber: {type: integer, minimum: 1, maximum: 65535}
                        listenerType: {type: string, enum: [ANY, SIDECAR_INBOUND, SIDECAR_OUTBOUND, GATEWAY]}
                    insertPosition:
                      type: object
                      properties:
                        index: {type: string, enum: [FIRST, LAST, BEFORE, AFTER]}
                        relativeTo: {type: string}
                    filterName: {type: string}
                    filterType: {type: string, enum: [HTTP, NETWORK]}
                    filterConfig: {type: object, additionalProperties: {type: string}}
        """);

    public static ServedKind? Of(KubeObject item) =>
        item is { ApiVersion: "networking.istio.io/v1alpha3", Kind: "EnvoyFilter" } && item.Spec.At("filters") is not null
            ? EnvoyFilterWithFilters
            : null;
}
