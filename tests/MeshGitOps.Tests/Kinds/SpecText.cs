using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;
using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Kinds;

/// <summary>Binds one document that a test writes.</summary>
internal static class SpecText
{
    public static T BindCleanly<T>(Func<YamlDocument, Diagnosed<T?>> bind, string yaml)
        where T : class
    {
        var (spec, diagnostics) = bind(Document(yaml));
        Assert.Empty(diagnostics.Select(diagnostic => $"{diagnostic.Location}: {diagnostic.Message}"));
        return spec!;
    }

    /// <summary>The findings of binding <paramref name="markup"/> lie at its marks and have these messages.</summary>
    public static void AssertFindings<T>(Func<YamlDocument, Diagnosed<T?>> bind, string markup, params string[] messages)
        where T : class
    {
        var marked = MarkedSource.Parse(markup);
        marked.AssertFindings(bind(Document(marked.Text)).Diagnostics, messages);
    }

    public static YamlDocument Document(string yaml)
    {
        var (documents, diagnostics) = YamlTreeBuilder.Build(new SourceText("mesh.yaml", yaml));
        Assert.Empty(diagnostics);
        return Assert.Single(documents);
    }
}
