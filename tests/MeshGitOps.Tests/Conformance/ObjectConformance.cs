using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MeshGitOps.Tests.Simulation;

namespace MeshGitOps.Tests.Conformance;

/// <summary>Whether an API server would take a rendered object.</summary>
internal static partial class ObjectConformance
{
    /// <summary>The problems of an object, each with its path; an unknown kind is one too.</summary>
    public static ImmutableArray<string> Check(KubeObject item, CrdCatalog definitions)
    {
        var served = FormerForms.Of(item) ?? BuiltInKinds.All.GetValueOrDefault((item.ApiVersion, item.Kind)) ?? definitions.Find(item.ApiVersion, item.Kind);
        if (served is null)
        {
            return [$"{item.ApiVersion} {item.Kind} is no kind that these tests know"];
        }

        return
        [
            .. Metadata(item, served),
            .. StructuralSchema.Check(item.Tree, served.Schema, ""),
        ];
    }

    private static IEnumerable<string> Metadata(KubeObject item, ServedKind served)
    {
        foreach (var problem in StructuralSchema.Check(item.Tree.GetValueOrDefault("metadata"), BuiltInKinds.Metadata, ".metadata"))
        {
            yield return problem;
        }

        if (item.Tree.At("metadata", "namespace") is null == served.IsNamespaced)
        {
            yield return served.IsNamespaced ? ".metadata: lacks the namespace" : ".metadata: has a namespace, and the kind has none";
        }

        foreach (var key in item.Tree.TextMap("metadata", "labels").Keys.Concat(item.Tree.TextMap("metadata", "annotations").Keys))
        {
            if (!QualifiedName().IsMatch(key))
            {
                yield return $".metadata: '{key}' is no name of a label or annotation";
            }
        }
    }

    [GeneratedRegex(@"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$")]
    private static partial Regex QualifiedName();
}
