namespace MeshGitOps.Specs.Kinds;

/// <summary>Reads a field with the name and the namespace of an object.</summary>
internal static class NamespacedReferenceBinder
{
    /// <summary>Null where it is not written, or not whole.</summary>
    public static NamespacedReference? Bind(FieldReader parent, string field) =>
        parent.Object(field) is { } reference
        && reference.Text("namespace") is { } ns
        && reference.Text("name") is { } name
            ? new NamespacedReference(ns, name, reference.Location)
            : null;
}
