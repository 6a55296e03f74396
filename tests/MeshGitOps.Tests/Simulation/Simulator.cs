using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>
/// Walks a call from a client's sidecar to a workload over the rendered files alone, as istiod and the gateways would route it.
/// An oracle: nothing here knows how the files were made.
/// </summary>
internal sealed class Simulator
{
    private readonly ImmutableSortedDictionary<string, EastWestGateway> _gateways;
    private readonly ImmutableSortedDictionary<string, EgressGateway> _egresses;

    public Simulator(Fleet fleet)
    {
        Views = fleet.Clusters.ToImmutableSortedDictionary(
            cluster => cluster.Key, cluster => new ClusterView(cluster.Value), StringComparer.Ordinal);
        _gateways = Views.ToImmutableSortedDictionary(
            cluster => cluster.Key, cluster => new EastWestGateway(cluster.Value), StringComparer.Ordinal);
        _egresses = Views.ToImmutableSortedDictionary(
            cluster => cluster.Key, cluster => new EgressGateway(cluster.Value), StringComparer.Ordinal);
    }

    public ImmutableSortedDictionary<string, ClusterView> Views { get; }

    /// <summary>What a healthy fleet does with the call: the landing of the first priority, or why there is none.</summary>
    public CallResult Call(string cluster, string clientNamespace, string host, int port)
    {
        var outcomes = Priorities(cluster, clientNamespace, host, port, "a");
        var first = outcomes.Where(outcome => outcome.Priority == 0).Select(outcome => outcome.Result).ToList();
        return first.OfType<Failure>().FirstOrDefault() ?? first[0];
    }

    /// <summary>Every endpoint that the client may take, by priority; a single failure where it does not come that far.</summary>
    /// <param name="zone">Of the client's node.</param>
    public ImmutableArray<PriorityOutcome> Priorities(string cluster, string clientNamespace, string host, int port, string zone) =>
        Priorities(cluster, clientNamespace, host, null, port, zone);

    /// <summary>Where the requests to a port of a host are sent; none where the client sees no VirtualService of it.</summary>
    public ImmutableArray<RoutedCall> Routes(string cluster, string clientNamespace, string host, int port)
    {
        var calls = ImmutableArray.CreateBuilder<RoutedCall>();
        var entry = Views[cluster].VisibleEntries(host, clientNamespace).FirstOrDefault();
        var found = entry?.Ports.Any(item => item.Number == port && item.IsHttp) == true
            ? Views[cluster].Routes.FirstOrDefault(route => route.Host == host && route.IsVisibleTo(clientNamespace))
            : null;
        var number = 0;
        foreach (var route in found?.RoutesOf(port) ?? [])
        {
            var destinations = route.Items("route");
            calls.AddRange(destinations.Select(item => Call(item.At("destination"), item.Number("weight") ?? (destinations.Count == 1 ? 100 : 0))));
            if (route.At("mirror") is { } mirror)
            {
                calls.Add(Call(mirror, null));
            }

            if (RouteView.TakesAll(route, port))
            {
                break;
            }

            number++;
        }

        return calls.ToImmutable();

        RoutedCall Call(object? destination, int? weight)
        {
            var target = destination.Text("host") ?? "";
            // A host with several ports must say which.
            var targetPort = destination.Number("port", "number") ?? (Views[cluster].EntriesOf(target).Any(item => item.Ports.Length > 1) ? 0 : port);
            return new RoutedCall(number, weight, target, Priorities(cluster, clientNamespace, target, destination.Text("subset"), targetPort, "a"));
        }
    }

    private ImmutableArray<PriorityOutcome> Priorities(string cluster, string clientNamespace, string host, string? subset, int port, string zone)
    {
        var view = Views[cluster];
        var visible = view.VisibleEntries(host, clientNamespace).ToList();
        var own = visible.Where(entry => entry.Namespace == clientNamespace).ToList();
        var entries = own.Count > 0 ? own : visible;
        if (entries.Count == 0)
        {
            return Failed(FailureReason.NotVisible, $"'{clientNamespace}' in '{cluster}' sees no entry of '{host}'");
        }

        if (entries.Select(entry => entry.Namespace).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            return Failed(FailureReason.AmbiguousEntry, $"'{clientNamespace}' in '{cluster}' sees '{host}' in several namespaces");
        }

        if (entries[0].Ports.FirstOrDefault(item => item.Number == port) is not { } entryPort)
        {
            return Failed(FailureReason.NoPort, $"'{host}' has no port {port} for '{clientNamespace}' in '{cluster}'");
        }

        if (Hijacked(view, clientNamespace, entries[0], entryPort) is { } hijacked)
        {
            return [new PriorityOutcome(0, "", hijacked)];
        }

        return Route(view, clientNamespace, zone, entries, entryPort, subset);
    }

    private ImmutableArray<PriorityOutcome> Route(
        ClusterView view, string clientNamespace, string zone, List<EntryView> entries, EntryPort port, string? subsetName)
    {
        var entry = entries[0];
        var rule = view.FindRule(entry.Host, clientNamespace, entry.Namespace);
        var subset = subsetName is null ? null : rule?.Subset(subsetName);
        if (subsetName is not null && subset is null)
        {
            return Failed(FailureReason.NoEndpoints, $"the rule of {entry.Source} has no subset '{subsetName}'");
        }

        ImmutableArray<EntryEndpoint> endpoints =
            [.. entries.SelectMany(item => item.Endpoints).Where(item => item.IsIn(subset.TextMap("labels"), view.Facts.Name))];
        if (endpoints.IsEmpty)
        {
            return Failed(FailureReason.NoEndpoints, $"{entry.Source} has no endpoints");
        }

        var policy = subset is null ? rule?.PolicyOf(port.Number) : rule?.PolicyOf(subset, port.Number);
        var names = AcceptedNames(view, entries, policy);
        var sni = policy.Text("tls", "sni") ?? $"outbound_.{port.Number}_.{subsetName}_.{entry.Host}";
        var priorities = LocalityPriorities.Of(endpoints, entry.Resolution, view.Facts, zone, policy);
        return Nested(endpoints.SelectMany((endpoint, index) => Outcomes(endpoint).Select(outcome => (priorities[index], outcome))));

        IEnumerable<PriorityOutcome> Outcomes(EntryEndpoint endpoint) =>
            !SendsMtls(endpoint, entry, policy) ?
            [
                new PriorityOutcome(0, endpoint.Address, new Failure(
                    FailureReason.Plaintext, $"'{clientNamespace}' in '{view.Facts.Name}' calls '{endpoint.Address}' of '{entry.Host}' without mTLS")),
            ]
            : endpoint.Address == view.Facts.EgressAddress
                ? _egresses[view.Facts.Name].Call(endpoint.DialledPort(port), sni, zone, (address, dialled) => Dial(view, address, dialled, sni, names))
                : [new PriorityOutcome(0, endpoint.Address, Dial(view, endpoint.Address, endpoint.DialledPort(port), sni, names))];
    }

    /// <summary>The order of the client's own choice first, then that of the gateway behind it.</summary>
    private static ImmutableArray<PriorityOutcome> Nested(IEnumerable<(int Own, PriorityOutcome Outcome)> outcomes)
    {
        var all = outcomes.ToList();
        var order = all.Select(item => (item.Own, item.Outcome.Priority)).Distinct().Order().ToList();
        return [.. all.Select(item => item.Outcome with { Priority = order.IndexOf((item.Own, item.Outcome.Priority)) })];
    }

    /// <summary>An explicit mode counts; without one, auto-mTLS goes by the label, inside the mesh only.</summary>
    private static bool SendsMtls(EntryEndpoint endpoint, EntryView entry, object? policy) =>
        policy.Text("tls", "mode") is { } mode
            ? mode == "ISTIO_MUTUAL"
            : entry.Location == "MESH_INTERNAL" && endpoint.HasTlsModeLabel;

    /// <summary>A rule's names take the place of the entry's; a service account of an endpoint is read in the entry's own namespace.</summary>
    private static ImmutableArray<string> AcceptedNames(ClusterView view, List<EntryView> entries, object? policy) =>
        policy.Texts("tls", "subjectAltNames") is { IsEmpty: false } names
            ? names
            :
            [
                .. entries.SelectMany(entry => entry.SubjectAltNames),
                .. entries.SelectMany(entry => entry.Endpoints
                    .Where(endpoint => endpoint.ServiceAccount is not null)
                    .Select(endpoint => $"spiffe://{view.Facts.TrustDomain}/ns/{entry.Namespace}/sa/{endpoint.ServiceAccount}")),
            ];

    private CallResult Dial(ClusterView from, string address, int port, string sni, ImmutableArray<string> names)
    {
        if (address.EndsWith($".svc.{from.Facts.ClusterDomain}", StringComparison.Ordinal))
        {
            return from.Workloads.Call(address, port, names);
        }

        var target = Views.Values.FirstOrDefault(view => view.Facts.GatewayAddresses.Any(item => item.Address == address));
        if (target is null || target.Facts.GatewayPort != port)
        {
            return new Failure(FailureReason.NothingListens, $"nothing listens at '{address}:{port}' that '{from.Facts.Name}' calls");
        }

        if (target == from)
        {
            return new Failure(FailureReason.Loop, $"'{from.Facts.Name}' calls its own gateway");
        }

        var reachable = target.Facts.GatewayAddresses.First(item => item.Address == address).ReachableFrom;
        return reachable.IsEmpty || reachable.Contains(from.Facts.Name) || reachable.Contains(from.Facts.Network)
            ? _gateways[target.Facts.Name].Call(sni, names)
            : new Failure(FailureReason.Unreachable, $"'{address}' is not reachable from '{from.Facts.Name}'");
    }

    /// <summary>A TCP listener is bound to the virtual address; without one it is bound to every address.</summary>
    private static Failure? Hijacked(ClusterView view, string clientNamespace, EntryView entry, EntryPort port)
    {
        if (port.Protocol.Length == 0)
        {
            return new Failure(FailureReason.NoProtocol, $"port {port.Number} of {entry.Source} says no protocol");
        }

        if (port.IsHttp)
        {
            return null;
        }

        if (entry.Addresses.IsEmpty)
        {
            return new Failure(FailureReason.ListenerHijacked, $"{entry.Source} takes every connection to port {port.Number}");
        }

        var other = view.Entries.FirstOrDefault(item =>
            item.Host != entry.Host
            && item.IsVisibleTo(clientNamespace)
            && item.Addresses.Intersect(entry.Addresses).Any()
            && item.Ports.Any(itemPort => itemPort.Number == port.Number));
        return other is null
            ? null
            : new Failure(FailureReason.ListenerHijacked, $"'{entry.Host}' and '{other.Host}' share '{entry.Addresses[0]}:{port.Number}'");
    }

    private static ImmutableArray<PriorityOutcome> Failed(FailureReason reason, string detail) =>
        [new PriorityOutcome(0, "", new Failure(reason, detail))];
}
