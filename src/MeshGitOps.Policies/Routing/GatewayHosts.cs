using MeshGitOps.Specs.Istio;

namespace MeshGitOps.Policies.Routing;

/// <summary>The hosts that the servers of a Gateway take routes for, by the namespace of the VirtualService.</summary>
internal sealed class GatewayHosts
{
    private const string AnyNamespace = "*";

    private readonly HashSet<(string Namespace, string Host)> _exact = [];

    /// <summary>Every suffix of a host of the Gateway, for VirtualServices with wildcards.</summary>
    private readonly HashSet<(string Namespace, string Suffix)> _suffixes = [];

    public GatewayHosts(IstioGateway gateway)
    {
        foreach (var written in gateway.Servers.SelectMany(server => server.Hosts))
        {
            var (@namespace, host) = written.Value.Split('/', 2) switch
            {
                [".", var name] => (gateway.Object.Key.Namespace, name),
                [var space, var name] => (space, name),
                _ => (AnyNamespace, written.Value),
            };
            _exact.Add((@namespace, host));
            foreach (var suffix in DomainSuffixes.Of(host).Skip(1))
            {
                _suffixes.Add((@namespace, suffix));
            }
        }
    }

    public bool IsEmpty => _exact.Count == 0;

    /// <summary>Whether a server has the host, a wildcard around it, or, for a wildcard, a host under it.</summary>
    public bool Serves(string host, string @namespace) =>
        host == "*" || ServesIn(AnyNamespace, host) || ServesIn(@namespace, host);

    private bool ServesIn(string @namespace, string host)
    {
        if (_exact.Contains((@namespace, host)) || _exact.Contains((@namespace, "*")))
        {
            return true;
        }

        var isWildcard = host.StartsWith("*.", StringComparison.Ordinal);
        var name = isWildcard ? host[2..] : host;
        return (isWildcard && _suffixes.Contains((@namespace, name)))
            || DomainSuffixes.Of(name).Skip(1).Any(suffix => _exact.Contains((@namespace, $"*.{suffix}")));
    }
}
