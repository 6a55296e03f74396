using System.Collections.Immutable;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Istio;

/// <summary>A ServiceEntry of networking.istio.io, as far as its shape is right.</summary>
public sealed record ServiceEntry
{
    public required KubernetesObject Object { get; init; }

    public ImmutableArray<Located<string>> Hosts { get; init; } = [];

    public ImmutableArray<Located<string>> Addresses { get; init; } = [];

    public ImmutableArray<ServiceEntryPort> Ports { get; init; } = [];

    /// <summary><c>MESH_EXTERNAL</c> or <c>MESH_INTERNAL</c>; null: external.</summary>
    public Located<string>? MeshLocation { get; init; }

    /// <summary>Null: <c>NONE</c>.</summary>
    public Located<string>? Resolution { get; init; }

    public ImmutableArray<ServiceEntryEndpoint> Endpoints { get; init; } = [];

    public ImmutableArray<Located<string>> ExportTo { get; init; } = [];

    public ImmutableArray<Located<string>> SubjectAltNames { get; init; } = [];

    public YamlMapping? WorkloadSelector { get; init; }

    public static ServiceEntry Read(KubernetesObject read) => new()
    {
        Object = read,
        Hosts = read.Spec.Texts("hosts"),
        Addresses = read.Spec.Texts("addresses"),
        Ports = [.. read.Spec.Mappings("ports").Select(ServiceEntryPort.Read)],
        MeshLocation = read.Spec.LocatedText("location"),
        Resolution = read.Spec.LocatedText("resolution"),
        Endpoints = [.. read.Spec.Mappings("endpoints").Select(ServiceEntryEndpoint.Read)],
        ExportTo = read.Spec.Texts("exportTo"),
        SubjectAltNames = read.Spec.Texts("subjectAltNames"),
        WorkloadSelector = read.Spec.Mapping("workloadSelector"),
    };
}

public sealed record ServiceEntryPort(
    YamlMapping Node,
    Located<int>? Number,
    Located<string>? Name,
    Located<string>? Protocol,
    Located<int>? TargetPort)
{
    internal static ServiceEntryPort Read(YamlMapping node) => new(
        node,
        node.Integer("number"),
        node.LocatedText("name"),
        node.LocatedText("protocol"),
        node.Integer("targetPort"));
}

public sealed record ServiceEntryEndpoint(
    YamlMapping Node,
    Located<string>? Address,
    YamlMapping? Ports,
    ImmutableSortedDictionary<string, string> Labels,
    Located<string>? Network,
    Located<string>? Locality)
{
    internal static ServiceEntryEndpoint Read(YamlMapping node) => new(
        node,
        node.LocatedText("address"),
        node.Mapping("ports"),
        KubernetesObject.Strings(node.Mapping("labels")),
        node.LocatedText("network"),
        node.LocatedText("locality"));
}
