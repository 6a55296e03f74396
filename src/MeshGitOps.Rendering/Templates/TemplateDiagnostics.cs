using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Templates;

/// <summary>What can be wrong with a template of the workspace, and with what it renders: MGO42xx.</summary>
public static class TemplateDiagnostics
{
    public static readonly DiagnosticDescriptor NoTemplates = Error(
        "MGO4201",
        "Folder without templates",
        "A folder that the Workspace names under 'templates' holds no '*.hbs' file, so that nothing would be rendered from it. Correct the path, or take it out.");

    public static readonly DiagnosticDescriptor FrontMatter = Error(
        "MGO4202",
        "Front matter of a template",
        "A template begins with YAML between two lines '---': 'for' says what it is rendered for (Cluster, GlobalNamespace, GlobalService, DnsZone or DnsResponder), "
        + "'clusters' in which clusters, 'name' under which name. Nothing else may stand there, and the name is a DNS label that no other template has.");

    public static readonly DiagnosticDescriptor Syntax = Error(
        "MGO4203",
        "Template that cannot be read",
        "Templates know expressions, the blocks if, unless, each and with, comments, and the functions yaml, json, indent and braces. "
        + "Partials, decorators and other helpers are refused, so that a template can neither read a file nor run for ever.");

    public static readonly DiagnosticDescriptor Unresolved = Error(
        "MGO4204",
        "Unresolved expression",
        "An expression names a field that is not there. An empty text in its place would change the meaning of the manifest in silence. "
        + "The fields are listed in templates/README.md of the tool; what is inside 'each' and 'with' sees the fields around it with '../'.");

    public static readonly DiagnosticDescriptor Value = Error(
        "MGO4205",
        "Value that cannot be written",
        "An expression stands for a list, a mapping or nothing where a text, a number or a boolean is written, or 'each' is given a text. "
        + "Go through a list with 'each', write a whole value with 'json', and test with 'if' what may be missing.");

    public static readonly DiagnosticDescriptor NoManifest = Error(
        "MGO4206",
        "Output of a template that is no manifest",
        "A template renders Kubernetes objects as YAML, each with apiVersion, kind and metadata.name in the form that Kubernetes asks for. "
        + "What it renders is read back, labelled and written like every other manifest.");

    public static readonly DiagnosticDescriptor Limit = Error(
        "MGO4207",
        "Limit of a template exceeded",
        "Size, number of tags, nesting, output and steps of a template are limited, so that no template can exhaust the machine that renders it. "
        + "Render for each GlobalNamespace or GlobalService instead of looping over all of them.");

    public static readonly DiagnosticDescriptor Secret = Error(
        "MGO4208",
        "Template that renders a Secret",
        "What is rendered is committed to git, where a Secret is readable for everybody who can read the repository, for ever. "
        + "Render a reference (ExternalSecret, SealedSecret), and keep the value elsewhere.");

    public static readonly DiagnosticDescriptor ForeignObject = Error(
        "MGO4209",
        "Template that renders somebody else's object",
        "Everything that a template renders is owned by this tool and deleted from the cluster when it is rendered no more. "
        + "A namespace of the platform, the mesh or its members, and the DNS configuration of kube-system, must never be deleted with it.");

    public static readonly DiagnosticDescriptor DnsStub = Error(
        "MGO4210",
        "Stub of a template that does not answer its zone",
        "A template 'for: DnsZone' stands in the place of the server block of a zone in the Corefile of a cluster. It renders exactly one server block, "
        + "for that zone and port, that answers or forwards its hosts; the markers around it are ours. Another zone would be taken away from "
        + "whoever answers it, and a text that CoreDNS does not load takes the names of the whole cluster away.");

    public static readonly DiagnosticDescriptor DnsResponder = Error(
        "MGO4211",
        "Responder of a template without its Service",
        "A template 'for: DnsResponder' stands in the place of the responder's objects. The stubs lead to the declared ClusterIP: the template "
        + "renders a Service with this address and port 53 for UDP and TCP, in a namespace that it renders too.");

    public static readonly ImmutableArray<DiagnosticDescriptor> All =
        [NoTemplates, FrontMatter, Syntax, Unresolved, Value, NoManifest, Limit, Secret, ForeignObject, DnsStub, DnsResponder];

    private static DiagnosticDescriptor Error(string id, string title, string explanation) =>
        new(id, title, Severity.Error, explanation);
}
