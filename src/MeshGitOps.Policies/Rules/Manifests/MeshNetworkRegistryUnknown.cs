using System.Collections.Immutable;
using MeshGitOps.Policies.Validation;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>A network of the mesh configuration that takes its endpoints from a cluster nobody declares.</summary>
public sealed class MeshNetworkRegistryUnknown : Rule
{
    public override DiagnosticDescriptor Descriptor { get; } = new(
        "mesh-network-registry-unknown",
        "mesh network registry unknown",
        Severity.Error,
        """
        'meshNetworks' says which clusters lie in which network, by the name of the cluster.
        With a name that no cluster has, its endpoints count as those of another network, and connections go through no gateway or through the wrong one.
        Write the name of a Cluster, exactly as its control plane has it.
        Where no Cluster is declared, nothing is reported.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "istioctl's IST0126";

    public override ImmutableArray<string> Aliases => ["IST0126"];

    public override RuleExample Example { get; } = new(
        """
        # workspace
        # cluster: east
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data:
          meshNetworks: |
            networks:
              west:
                endpoints:
                - fromRegistry: [|wset|]
                gateways: [{address: 192.0.2.1, port: 15443}]
        """,
        """
        # workspace
        # cluster: east
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data:
          meshNetworks: |
            networks:
              west:
                endpoints:
                - fromRegistry: west
                gateways: [{address: 192.0.2.1, port: 15443}]
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        string[] known = [.. context.Plan.Clusters.Select(cluster => cluster.Name)];
        var places = new HashSet<(string, int)>();
        foreach (var cluster in known.Length == 0 ? [] : context.Clusters)
        {
            if (MeshConfiguration.NetworksOf(cluster) is not var (text, networks))
            {
                continue;
            }

            foreach (var (network, value) in networks.Entries)
            {
                foreach (var registry in (value as YamlMapping).Mappings("endpoints").Select(endpoint => endpoint.Text("fromRegistry")).OfType<YamlScalar>())
                {
                    var place = PlaceIn(text, registry);
                    if (registry.Value is not ("Kubernetes" or "Mock" or "External") && !known.Contains(registry.Value, StringComparer.Ordinal)
                        && places.Add((place.Path, place.Span.Start)))
                    {
                        yield return settings.Finding(
                            place,
                            $"The network '{Shown.Of(network.Value)}' takes endpoints from the cluster '{Shown.Of(registry.Value)}', which is not declared.",
                            Suggestion.Help(registry.Value, known));
                    }
                }
            }
        }
    }

    /// <summary>The name inside of the text that holds it; that text where it is written in another way there.</summary>
    private static SourceLocation PlaceIn(YamlScalar text, YamlScalar registry)
    {
        var written = text.Source.Text.AsSpan(text.Span.Start, text.Span.Length);
        for (var from = 0; written[from..].IndexOf("fromRegistry:", StringComparison.Ordinal) is var found and >= 0;)
        {
            from += found + "fromRegistry:".Length;
            var rest = written[from..];
            var blanks = rest.Length - rest.TrimStart(" \"'").Length;
            if (rest[blanks..].StartsWith(registry.Value, StringComparison.Ordinal)
                && (rest.Length == blanks + registry.Value.Length || !char.IsAsciiLetterOrDigit(rest[blanks + registry.Value.Length])))
            {
                return text.Source.At(new TextSpan(text.Span.Start + from + blanks, registry.Value.Length));
            }
        }

        return text.Location;
    }
}
