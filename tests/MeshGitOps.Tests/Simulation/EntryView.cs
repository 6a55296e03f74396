using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>A ServiceEntry for one host as istiod reads it.</summary>
internal sealed record EntryView(KubeObject Source, string Host)
{
    public string Namespace { get; } = Source.Namespace;

    /// <summary>Null and empty both mean: visible to everybody.</summary>
    public ImmutableArray<string> ExportTo { get; } = Source.Spec.Texts("exportTo");

    /// <summary>Left out means MESH_EXTERNAL.</summary>
    public string Location { get; } = Source.Spec.Text("location") ?? "MESH_EXTERNAL";

    public string Resolution { get; } = Source.Spec.Text("resolution") ?? "NONE";

    public ImmutableArray<string> Addresses { get; } = Source.Spec.Texts("addresses");

    public ImmutableArray<EntryPort> Ports { get; } =
    [
        .. Source.Spec.Items("ports").Select(port => new EntryPort(
            port.Number("number") ?? 0,
            port.Text("name") ?? "",
            port.Text("protocol") ?? "",
            port.Number("targetPort"))),
    ];

    public ImmutableArray<EntryEndpoint> Endpoints { get; } =
    [
        .. Source.Spec.Items("endpoints").Select(endpoint => new EntryEndpoint(
            endpoint.Text("address") ?? "",
            endpoint.TextMap("ports"),
            endpoint.TextMap("labels"),
            endpoint.Text("locality") ?? "",
            endpoint.Text("serviceAccount"))),
    ];

    public ImmutableArray<string> SubjectAltNames { get; } = Source.Spec.Texts("subjectAltNames");

    public bool IsVisibleTo(string clientNamespace) => Visibility.Includes(ExportTo, Namespace, clientNamespace);
}

internal sealed record EntryPort(int Number, string Name, string Protocol, int? TargetPort)
{
    /// <summary>Routed by the Host header; everything else by the address that is dialled.</summary>
    public bool IsHttp => Protocol.ToUpperInvariant() is "HTTP" or "HTTP2" or "GRPC" or "GRPC-WEB";
}

internal sealed record EntryEndpoint(
    string Address,
    ImmutableSortedDictionary<string, string> Ports,
    ImmutableSortedDictionary<string, string> Labels,
    string Locality,
    string? ServiceAccount)
{
    public bool HasTlsModeLabel => Labels.GetValueOrDefault("security.istio.io/tlsMode") == "istio";

    /// <summary>Whether it belongs to a subset with these labels. Istiod writes the name of its own cluster over that of the endpoint.</summary>
    public bool IsIn(ImmutableSortedDictionary<string, string> labels, string istiodCluster) =>
        labels.Selects(Labels.SetItem("topology.istio.io/cluster", istiodCluster));

    public string Region => Locality.Split('/')[0];

    /// <summary>What is dialled: the endpoint's port, else the target port, else the number of the entry.</summary>
    public int DialledPort(EntryPort port) =>
        Ports.TryGetValue(port.Name, out var own) && int.TryParse(own, out var number) ? number : port.TargetPort ?? port.Number;
}
