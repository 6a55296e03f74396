using System.Text.Json;
using MeshGitOps.Policies.Fleet;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Rules.Manifests;

/// <summary>Stub domains or upstreams in the ConfigMap kube-dns that kube-dns does not take.</summary>
public sealed class StubDomainsRefused : Rule
{
    private const int MaxUpstreams = 3;

    public override DiagnosticDescriptor Descriptor { get; } = new(
        "stub-domains-refused",
        "stub domains refused",
        Severity.Error,
        """
        kube-dns reads 'stubDomains' as JSON: an object from zones to lists of name servers, and 'upstreamNameservers' as a list of at most three addresses.
        It refuses the whole ConfigMap for one mistake and keeps what it had: new stubs do not work, and after a restart none does.
        Mend the JSON at the place shown.
        """);

    public override RuleStage Stage => RuleStage.Manifests;

    public override string Source => "kubernetes/dns, pkg/dns/config/config.go, and istio/istio#22852";

    public override RuleExample Example { get; } = new(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: kube-dns, namespace: kube-system}
        data:
          stubDomains: |
            {"global": ["[|$(ISTIO_DNS_IP)|]"]}
        """,
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: kube-dns, namespace: kube-system}
        data:
          stubDomains: |
            {"global": ["10.96.0.53"]}
        """);

    public override IEnumerable<Diagnostic> Check(RuleContext context, RuleSettings settings)
    {
        var reported = new HashSet<SourceLocation>();
        foreach (var cluster in context.Clusters)
        {
            foreach (var data in DnsConfigMaps.Named(cluster, "kube-dns").Select(map => map.Root.Mapping("data")))
            {
                foreach (var (word, message, value) in FaultsOf(data, cluster.ClusterDomain))
                {
                    var place = DnsConfigMaps.PlaceOf(word, value);
                    if (reported.Add(place))
                    {
                        yield return settings.Finding(place, message, """Write it as '{"acme.example.com": ["10.0.0.10"]}', with literal addresses.""");
                    }
                }
            }
        }
    }

    private static IEnumerable<(string Word, string Message, YamlScalar Value)> FaultsOf(YamlMapping? data, string clusterDomain)
    {
        if (data.Text("stubDomains") is { } stubs)
        {
            foreach (var (word, message) in StubFaults(stubs.Value, clusterDomain))
            {
                yield return (word, message, stubs);
            }
        }

        if (data.Text("upstreamNameservers") is { } upstreams)
        {
            foreach (var (word, message) in UpstreamFaults(upstreams.Value))
            {
                yield return (word, message, upstreams);
            }
        }
    }

    private static IEnumerable<(string Word, string Message)> StubFaults(string json, string clusterDomain)
    {
        if (Parse(json) is not { ValueKind: JsonValueKind.Object } stubs)
        {
            yield return ("", "The 'stubDomains' of kube-dns are no JSON object.");
            yield break;
        }

        foreach (var stub in stubs.EnumerateObject())
        {
            if (stub.Name == clusterDomain)
            {
                yield return (stub.Name, $"A stub for the cluster's own domain '{stub.Name}' takes all Kubernetes names away.");
            }
            else if (!DnsNames.IsDomain(stub.Name))
            {
                yield return (stub.Name, $"The zone '{Shown.Of(stub.Name)}' of a stub is no DNS name.");
            }

            if (stub.Value.ValueKind != JsonValueKind.Array)
            {
                yield return (stub.Name, $"The name servers of zone '{Shown.Of(stub.Name)}' are no list.");
                continue;
            }

            foreach (var server in stub.Value.EnumerateArray())
            {
                var text = server.ValueKind == JsonValueKind.String ? server.GetString() ?? "" : server.GetRawText();
                if (server.ValueKind != JsonValueKind.String || !(IpLiterals.IsAddress(text) || IpLiterals.IsAddressWithPort(text) || DnsNames.IsDomain(text)))
                {
                    yield return (text, $"The name server '{Shown.Of(text)}' of zone '{Shown.Of(stub.Name)}' is neither an address nor a DNS name.");
                }
            }
        }
    }

    private static IEnumerable<(string Word, string Message)> UpstreamFaults(string json)
    {
        if (Parse(json) is not { ValueKind: JsonValueKind.Array } upstreams)
        {
            yield return ("", "The 'upstreamNameservers' of kube-dns are no JSON list.");
            yield break;
        }

        if (upstreams.GetArrayLength() > MaxUpstreams)
        {
            yield return ("", $"kube-dns takes at most {MaxUpstreams} 'upstreamNameservers', but {upstreams.GetArrayLength()} are written.");
        }

        foreach (var server in upstreams.EnumerateArray())
        {
            var text = server.ValueKind == JsonValueKind.String ? server.GetString() ?? "" : server.GetRawText();
            if (!(IpLiterals.IsAddress(text) || IpLiterals.IsAddressWithPort(text)))
            {
                yield return (text, $"The upstream '{Shown.Of(text)}' of kube-dns is no address.");
            }
        }
    }

    /// <summary>Null where it is no JSON.</summary>
    private static JsonElement? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
