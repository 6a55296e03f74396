using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Specs.Kubernetes;

/// <summary>What can be wrong with the Kubernetes manifests of a cluster, in the fields that are read.</summary>
public static class ManifestDiagnostics
{
    public static readonly DiagnosticDescriptor WrongType = new(
        "MGO2101",
        "Field of the wrong type",
        Severity.Error,
        "A field of a Kubernetes object has another type than its API takes; the API server refuses the object. Numbers and booleans in labels, selectors and environment values must be quoted.");

    public static readonly DiagnosticDescriptor NoObject = new(
        "MGO2102",
        "Document is no Kubernetes object",
        Severity.Warning,
        "A document among the manifests of a cluster has no 'apiVersion' and 'kind'. Argo CD and Flux refuse it; nothing of it is read. Move values and settings out of the folder of manifests.");

    public static readonly DiagnosticDescriptor InvalidName = new(
        "MGO2103",
        "Missing or invalid name",
        Severity.Error,
        "An object or namespace has no name, or one that Kubernetes refuses. Names of Services and namespaces are DNS labels: lower-case letters, digits and '-', at most 63. Other names may have dots and 253 characters.");

    public static readonly DiagnosticDescriptor InvalidPort = new(
        "MGO2104",
        "Invalid port",
        Severity.Error,
        "Ports are numbers from 1 to 65535 with the protocol TCP, UDP or SCTP. The API server refuses anything else.");

    public static readonly DiagnosticDescriptor DuplicatePort = new(
        "MGO2105",
        "Duplicate port",
        Severity.Error,
        "The ports of a Service have different names, and different numbers for one protocol; with several ports each has a name. The API server refuses anything else.");

    public static readonly DiagnosticDescriptor DuplicateObject = new(
        "MGO2106",
        "Duplicate object",
        Severity.Error,
        "The manifests of one cluster hold the same object twice. Which of the two runs depends on the order of delivery, so what is planned here could differ from it. Keep one.");

    public static readonly DiagnosticDescriptor InvalidValue = new(
        "MGO2107",
        "Invalid value",
        Severity.Error,
        "A field of a Kubernetes object has a value that its API does not know; the API server refuses the object.");

    public static readonly DiagnosticDescriptor NotRendered = new(
        "MGO2108",
        "Folder that has to be rendered",
        Severity.Error,
        "A folder with a kustomization or a Helm chart is the input of a program: what reaches the cluster is its output. Render it, commit the result and name that.");

    public static readonly DiagnosticDescriptor Encrypted = new(
        "MGO2109",
        "Encrypted manifest",
        Severity.Error,
        "The document is encrypted with SOPS, so nothing of it can be checked. Encrypt only Secrets ('encrypted_regex: ^(data|stringData)$').");

    public static readonly DiagnosticDescriptor MisspeltKey = new(
        "MGO2110",
        "Misspelt key of an object",
        Severity.Error,
        "A document writes 'apiVersion' or 'kind' in other letters, such as 'apiversion'. Kubernetes knows only the one spelling: the API server refuses the object, and nothing of it is checked.");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [WrongType, NoObject, InvalidName, InvalidPort, DuplicatePort, DuplicateObject, InvalidValue, NotRendered, Encrypted, MisspeltKey];
}
