namespace MeshGitOps.Tests.Simulation;

/// <summary>A Kubernetes object as it lies in a file.</summary>
/// <param name="File">For messages.</param>
internal sealed record KubeObject(YamlMap Tree, string File)
{
    public string ApiVersion => Tree.Text("apiVersion") ?? "";

    /// <summary><c>networking.istio.io</c>; empty for the core group.</summary>
    public string Group => ApiVersion.Contains('/', StringComparison.Ordinal) ? ApiVersion.Split('/')[0] : "";

    public string Kind => Tree.Text("kind") ?? "";

    public string Name => Tree.Text("metadata", "name") ?? "";

    public string Namespace => Tree.Text("metadata", "namespace") ?? "default";

    public object? Spec => Tree.At("spec");

    /// <summary>All objects of a text, with the members of a <c>kind: List</c>.</summary>
    public static IEnumerable<KubeObject> ReadAll(string text, string file) =>
        PlainYaml.Documents(text).OfType<YamlMap>().SelectMany(document => Flatten(document, file));

    public bool Is(string kind) =>
        Kind == kind && (kind is not ("Gateway" or "ServiceEntry" or "DestinationRule" or "VirtualService" or "Sidecar") || Group == "networking.istio.io");

    public KubeObject Copy() => this with { Tree = (YamlMap)PlainTree.Copy(Tree)! };

    public override string ToString() => $"{Kind} {Namespace}/{Name}";

    private static IEnumerable<KubeObject> Flatten(YamlMap document, string file) =>
        document.Text("kind") == "List"
            ? document.Items("items").OfType<YamlMap>().SelectMany(item => Flatten(item, file))
            : [new KubeObject(document, file)];
}
