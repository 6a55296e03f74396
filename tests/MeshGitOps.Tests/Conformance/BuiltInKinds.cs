using System.Collections.Immutable;
using MeshGitOps.Tests.Simulation;

namespace MeshGitOps.Tests.Conformance;

/// <summary>
/// The kinds that are rendered and have no CustomResourceDefinition, each with the fields that may be used:
/// what is not listed is refused, whether Kubernetes knows it or not.
/// </summary>
internal static class BuiltInKinds
{
    public static readonly ImmutableDictionary<(string ApiVersion, string Kind), ServedKind> All =
        new Dictionary<(string, string), ServedKind>
        {
            [("v1", "Namespace")] = Cluster("""
                type: object
                """),
            [("v1", "ConfigMap")] = Namespaced("""
                type: object
                required: [data]
                properties:
                  data: {type: object, minProperties: 1, additionalProperties: {type: string}}
                """),
            [("v1", "Service")] = Namespaced("""
                type: object
                required: [spec]
                properties:
                  spec:
                    type: object
                    required: [ports, selector]
                    properties:
                      clusterIP: {type: string, pattern: '^([0-9]{1,3}\.){3}[0-9]{1,3}$|:'}
                      type: {type: string, enum: [ClusterIP, NodePort, LoadBalancer]}
                      selector: {type: object, minProperties: 1, additionalProperties: {type: string}}
                      ports:
                        type: array
                        minItems: 1
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [port, protocol]
                        items:
                          type: object
                          required: [port, name]
                          properties:
                            name: {type: string, maxLength: 63, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'}
                            port: {type: integer, minimum: 1, maximum: 65535}
                            protocol: {type: string, enum: [TCP, UDP]}
                            targetPort: {x-kubernetes-int-or-string: true}
                """),
            [("v1", "ResourceQuota")] = Namespaced("""
                type: object
                required: [spec]
                properties:
                  spec:
                    type: object
                    required: [hard]
                    properties:
                      hard:
                        type: object
                        minProperties: 1
                        additionalProperties: {type: string, pattern: '^[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$'}
                      scopes: {type: array, items: {type: string}}
                """),
            [("policy/v1", "PodDisruptionBudget")] = Namespaced("""
                type: object
                required: [spec]
                properties:
                  spec:
                    type: object
                    required: [selector]
                    properties:
                      minAvailable: {x-kubernetes-int-or-string: true}
                      maxUnavailable: {x-kubernetes-int-or-string: true}
                      selector:
                        type: object
                        required: [matchLabels]
                        properties:
                          matchLabels: {type: object, minProperties: 1, additionalProperties: {type: string}}
                    oneOf:
                    - required: [minAvailable]
                    - required: [maxUnavailable]
                """),
            [("helm.cattle.io/v1", "HelmChartConfig")] = Namespaced("""
                type: object
                required: [spec]
                properties:
                  spec:
                    type: object
                    required: [valuesContent]
                    properties:
                      valuesContent: {type: string, pattern: '(^|\n)servers:\n'}
                """),
            [("operator.openshift.io/v1", "DNS")] = Cluster("""
                type: object
                required: [spec]
                properties:
                  spec:
                    type: object
                    required: [servers]
                    properties:
                      servers:
                        type: array
                        items:
                          type: object
                          required: [name, zones, forwardPlugin]
                          properties:
                            name: {type: string, maxLength: 15, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'}
                            zones: {type: array, minItems: 1, items: {type: string, pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$'}}
                            forwardPlugin:
                              type: object
                              required: [upstreams]
                              properties:
                                upstreams: {type: array, minItems: 1, maxItems: 15, items: {type: string}}
                """),
            [("apps/v1", "Deployment")] = Namespaced(DeploymentFields.Schema),
        }.ToImmutableDictionary();

    /// <summary>What an object of any kind may say about itself.</summary>
    public static readonly YamlMap Metadata = PlainYaml.Single("""
        type: object
        required: [name]
        properties:
          name: {type: string, maxLength: 253, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'}
          namespace: {type: string, maxLength: 63, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'}
          labels:
            type: object
            additionalProperties: {type: string, maxLength: 63, pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$'}
          annotations: {type: object, additionalProperties: {type: string}}
        """);

    internal static ServedKind Namespaced(string schema) => new(PlainYaml.Single(schema), true);

    private static ServedKind Cluster(string schema) => new(PlainYaml.Single(schema), false);
}
