using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Specs.Kinds;

/// <summary>What can be wrong with a spec by itself: MGO20xx.</summary>
public static class SpecDiagnostics
{
    public static readonly DiagnosticDescriptor UnknownField = Error(
        "MGO2001",
        "Unknown field",
        "A field that no kind knows would be ignored, and what it was meant to do would not happen. Correct its spelling, move it to where it belongs, or take it out. 'meshgitops fix' renames it where exactly one known field is near.");

    public static readonly DiagnosticDescriptor WrongType = Error(
        "MGO2002",
        "Wrong type",
        "The value has another type than the field takes. In YAML a version such as 1.10 without quotes is the number 1.1, and 'yes' is a text: write versions in quotes, numbers without.");

    public static readonly DiagnosticDescriptor MissingField = Error(
        "MGO2003",
        "Missing field",
        "A field without a default is not written, so that nothing can be planned from the object. Add it.");

    public static readonly DiagnosticDescriptor UnknownValue = Error(
        "MGO2004",
        "Unknown value",
        "The field takes only certain words, in exactly this spelling. Choose one of them.");

    public static readonly DiagnosticDescriptor InvalidValue = Error(
        "MGO2005",
        "Invalid value",
        "The value does not have the form that Kubernetes, Istio or DNS ask of it, and would be refused by a cluster or mean something else there. Write it in the form that the message names.");

    public static readonly DiagnosticDescriptor OutOfRange = Error(
        "MGO2006",
        "Value out of range",
        "A number, or the count of the entries of a list, lies outside its limits. Write one within them.");

    public static readonly DiagnosticDescriptor Repeated = Error(
        "MGO2007",
        "Repeated entry",
        "The same thing is listed twice, and it is not said which one counts. Take one out.");

    public static readonly DiagnosticDescriptor NotSupportedYet = Error(
        "MGO2008",
        "Not supported yet",
        "The language knows the field or value, but this version of the tool renders nothing for it. It stops instead of leaving out what you asked for. Take it out, or use a version that supports it.");

    public static readonly DiagnosticDescriptor UnknownApiVersion = Error(
        "MGO2010",
        "Unknown apiVersion",
        "The document looks like a spec of this tool, but its apiVersion is missing or misspelt, so that it would be passed over as somebody else's. Write 'meshgitops.io/v1alpha1'.");

    public static readonly DiagnosticDescriptor UnknownKind = Error(
        "MGO2011",
        "Unknown kind",
        "No kind of this name exists in meshgitops.io/v1alpha1. Correct the spelling; upper and lower case count.");

    public static readonly DiagnosticDescriptor KindNotSupportedYet = Error(
        "MGO2012",
        "Kind not supported yet",
        "The language knows the kind, but this version of the tool renders nothing for it. Take the document out, or use a version that supports it.");

    public static readonly DiagnosticDescriptor DuplicateName = Error(
        "MGO2020",
        "Duplicate name",
        "Two documents of one kind have the same name, and a reference to it could mean either. Rename or remove one.");

    public static readonly DiagnosticDescriptor SeveralDocuments = Error(
        "MGO2021",
        "Several documents of a kind that is there once",
        "A workspace has at most one Workspace and one Mesh; with two it is not said which one counts. Remove one.");

    public static readonly DiagnosticDescriptor MisplacedDocument = Error(
        "MGO2022",
        "Document in the wrong place",
        "A Workspace is read from 'meshgitops.yaml' only, since it says which other files are read; policies are read from the workspace's policy folders, and nothing else is. Move the document there.");

    public static readonly DiagnosticDescriptor UnknownReference = Error(
        "MGO2023",
        "Unknown reference",
        "The name refers to an object that is declared nowhere in the workspace. Correct its spelling, or declare the object. 'meshgitops fix' corrects it where exactly one declared name is near.");

    public static readonly DiagnosticDescriptor Contradiction = Error(
        "MGO2024",
        "Fields that contradict each other",
        "Two fields of one object cannot both hold. The message names them; change one.");

    public static readonly DiagnosticDescriptor SecretInUrl = Error(
        "MGO2040",
        "Credential in a URL",
        "The URL has a user, a password or a query. Specs and what is rendered from them are committed, so that everybody who reads the repository would read the credential. "
        + "Take it out, and out of the history of the repository if it was committed. Argo CD and Flux take credentials from a Secret, git from a credential helper.");

    public static readonly DiagnosticDescriptor InvalidGitName = Error(
        "MGO2041",
        "Invalid name of a branch or tag",
        "Git does not take the name (the rules of 'git check-ref-format'), or would read it as an option or expression; or it has another placeholder than '{cluster}'. Choose another name.");

    public static readonly DiagnosticDescriptor InvalidUrl = Error(
        "MGO2042",
        "Invalid URL",
        "The URL does not have a form that the programs take which are told it. The message does not repeat it, since a URL that is written wrong may hold a credential. Write it in the form that the help names.");

    public static readonly DiagnosticDescriptor DeliveryWithoutSource = Error(
        "MGO2043",
        "Delivery without a place to pull from",
        "A Cluster says that Argo CD or Flux delivers its manifests, but the Workspace does not say from where, or not precisely enough for that one. Write 'delivery.repository' in meshgitops.yaml, and for Flux a 'delivery.revision': unlike Argo CD it does not follow the default branch by itself.");

    public static readonly DiagnosticDescriptor ServerOfTwoClusters = Error(
        "MGO2044",
        "Two clusters with one API server",
        "Argo CD would deploy the manifests of both Clusters to one cluster, and each would overwrite and prune what the other needs. Write for each the URL under which the one Argo CD knows it.");

    public static readonly DiagnosticDescriptor TargetOutsideNamespace = Error(
        "MGO2045",
        "TrafficTarget outside the namespace of its destination",
        "Open Service Mesh refuses a TrafficTarget that is in another namespace than what it lets callers into: who may write in one namespace could open another. Move it to the namespace of its destination.");

    public static readonly DiagnosticDescriptor RoutesUnknown = Error(
        "MGO2046",
        "Unknown routes of a TrafficTarget",
        "A TrafficTarget lets in what its routes match. They are looked up in its own namespace only, and without them it lets nobody in. Correct the name, or declare the HTTPRouteGroup or TCPRoute beside it.");

    public static readonly DiagnosticDescriptor RouteMatchUnknown = Error(
        "MGO2047",
        "Unknown match of a route group",
        "A TrafficTarget chooses matches of a HTTPRouteGroup by their names. Open Service Mesh passes over the whole TrafficTarget where one of them does not exist. Correct the name, or name none for all matches.");

    public static readonly DiagnosticDescriptor UnservedVersion = Error(
        "MGO2048",
        "Unserved version of the Service Mesh Interface",
        "Open Service Mesh serves one version of each kind of the Service Mesh Interface, and refuses the others. Its fields differ between versions, so it is not read as another one. Rewrite the object for the version that the help names.");

    public static readonly DiagnosticDescriptor MixedRoutes = Error(
        "MGO2049",
        "HTTP and TCP routes in one TrafficTarget",
        "The Service Mesh Interface lets a caller in by either of them; Open Service Mesh takes the ports of the TCPRoute for the requests of the HTTPRouteGroup too. So that no port opens that was not meant, the two are not read from one TrafficTarget. Write one for each.");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        UnknownField,
        WrongType,
        MissingField,
        UnknownValue,
        InvalidValue,
        OutOfRange,
        Repeated,
        NotSupportedYet,
        UnknownApiVersion,
        UnknownKind,
        KindNotSupportedYet,
        DuplicateName,
        SeveralDocuments,
        MisplacedDocument,
        UnknownReference,
        Contradiction,
        SecretInUrl,
        InvalidGitName,
        InvalidUrl,
        DeliveryWithoutSource,
        ServerOfTwoClusters,
        TargetOutsideNamespace,
        RoutesUnknown,
        RouteMatchUnknown,
        UnservedVersion,
        MixedRoutes,
    ];

    private static DiagnosticDescriptor Error(string id, string title, string explanation) =>
        new(id, title, Severity.Error, explanation);
}
