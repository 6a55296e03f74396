namespace MeshGitOps.Tests.Conformance;

/// <summary>The fields of a Deployment (apps/v1) that may be rendered.</summary>
internal static class DeploymentFields
{
    public const string Schema = """
        type: object
        required: [spec]
        properties:
          spec:
            type: object
            required: [selector, template]
            properties:
              replicas: {type: integer, minimum: 0}
              selector:
                type: object
                required: [matchLabels]
                properties:
                  matchLabels: {type: object, minProperties: 1, additionalProperties: {type: string}}
              template:
                type: object
                required: [metadata, spec]
                properties:
                  metadata:
                    type: object
                    required: [labels]
                    properties:
                      labels: {type: object, minProperties: 1, additionalProperties: {type: string}}
                      annotations: {type: object, additionalProperties: {type: string}}
                  spec:
                    type: object
                    required: [containers]
                    properties:
                      automountServiceAccountToken: {type: boolean}
                      serviceAccountName: {type: string}
                      dnsPolicy: {type: string, enum: [Default, ClusterFirst, None]}
                      priorityClassName: {type: string}
                      securityContext:
                        type: object
                        properties:
                          runAsNonRoot: {type: boolean}
                          runAsUser: {type: integer, minimum: 1}
                          runAsGroup: {type: integer, minimum: 1}
                          seccompProfile:
                            type: object
                            required: [type]
                            properties:
                              type: {type: string, enum: [RuntimeDefault]}
                      topologySpreadConstraints:
                        type: array
                        items:
                          type: object
                          required: [maxSkew, topologyKey, whenUnsatisfiable]
                          properties:
                            maxSkew: {type: integer, minimum: 1}
                            topologyKey: {type: string}
                            whenUnsatisfiable: {type: string, enum: [ScheduleAnyway, DoNotSchedule]}
                            labelSelector:
                              type: object
                              properties:
                                matchLabels: {type: object, additionalProperties: {type: string}}
                      volumes:
                        type: array
                        items:
                          type: object
                          required: [name, configMap]
                          properties:
                            name: {type: string}
                            configMap:
                              type: object
                              required: [name]
                              properties:
                                name: {type: string}
                                items:
                                  type: array
                                  items:
                                    type: object
                                    required: [key, path]
                                    properties:
                                      key: {type: string}
                                      path: {type: string}
                      containers:
                        type: array
                        minItems: 1
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [name]
                        items:
                          type: object
                          required: [name, image]
                          properties:
                            name: {type: string}
                            image: {type: string, pattern: '.:.'}
                            args: {type: array, items: {type: string}}
                            ports:
                              type: array
                              items:
                                type: object
                                required: [containerPort]
                                properties:
                                  name: {type: string, maxLength: 15, pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$'}
                                  containerPort: {type: integer, minimum: 1, maximum: 65535}
                                  protocol: {type: string, enum: [TCP, UDP]}
                            livenessProbe:
                              type: object
                              properties:
                                httpGet:
                                  type: object
                                  required: [port]
                                  properties:
                                    path: {type: string, pattern: '^/'}
                                    port: {x-kubernetes-int-or-string: true}
                                initialDelaySeconds: {type: integer, minimum: 0}
                                periodSeconds: {type: integer, minimum: 1}
                                timeoutSeconds: {type: integer, minimum: 1}
                                failureThreshold: {type: integer, minimum: 1}
                            readinessProbe:
                              type: object
                              properties:
                                httpGet:
                                  type: object
                                  required: [port]
                                  properties:
                                    path: {type: string, pattern: '^/'}
                                    port: {x-kubernetes-int-or-string: true}
                                initialDelaySeconds: {type: integer, minimum: 0}
                                periodSeconds: {type: integer, minimum: 1}
                                timeoutSeconds: {type: integer, minimum: 1}
                                failureThreshold: {type: integer, minimum: 1}
                            resources:
                              type: object
                              properties:
                                requests: {type: object, additionalProperties: {x-kubernetes-int-or-string: true}}
                                limits: {type: object, additionalProperties: {x-kubernetes-int-or-string: true}}
                            securityContext:
                              type: object
                              properties:
                                allowPrivilegeEscalation: {type: boolean}
                                readOnlyRootFilesystem: {type: boolean}
                                runAsNonRoot: {type: boolean}
                                capabilities:
                                  type: object
                                  properties:
                                    add: {type: array, items: {type: string}}
                                    drop: {type: array, items: {type: string}}
                            volumeMounts:
                              type: array
                              items:
                                type: object
                                required: [name, mountPath]
                                properties:
                                  name: {type: string}
                                  mountPath: {type: string, pattern: '^/'}
                                  readOnly: {type: boolean}
        """;
}
