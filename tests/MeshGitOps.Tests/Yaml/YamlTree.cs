using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Tests.Yaml;

/// <summary>Reads a text and checks what holds for every tree.</summary>
internal static class YamlTree
{
    public static Diagnosed<ImmutableArray<YamlDocument>> Build(string text) =>
        YamlTreeBuilder.Build(new SourceText("test.yaml", text));

    /// <summary>The root of the one document of a text without findings.</summary>
    public static YamlNode Root(string text)
    {
        var (documents, diagnostics) = Build(text);
        Assert.Empty(diagnostics);
        return Assert.Single(documents).Root;
    }

    /// <summary>The one finding of a text, which carries the given descriptor.</summary>
    public static Diagnostic Finding(string text, DiagnosticDescriptor descriptor)
    {
        var diagnostic = Assert.Single(Build(text).Diagnostics);
        Assert.Equal(descriptor, diagnostic.Descriptor);
        return diagnostic;
    }

    /// <summary>The text that a finding underlines.</summary>
    public static string Underlined(SourceLocation location) =>
        location.Source.Text.Substring(location.Span.Start, location.Span.Length);

    public static void AssertSound(Diagnosed<ImmutableArray<YamlDocument>> built, SourceText source)
    {
        var whole = new TextSpan(0, source.Text.Length);
        foreach (var document in built.Value)
        {
            var ordinal = 0;
            AssertSound(document.Root, whole, ref ordinal);
        }

        foreach (var diagnostic in built.Diagnostics)
        {
            Assert.Same(source, diagnostic.Location.Source);
            AssertInside(whole, diagnostic.Location.Span);
            Assert.EndsWith(".", diagnostic.Message, StringComparison.Ordinal);
            Assert.All(diagnostic.Related, related => AssertInside(whole, related.Location.Span));
        }
    }

    private static void AssertSound(YamlNode node, TextSpan parent, ref int ordinal)
    {
        AssertInside(parent, node.Span);
        Assert.Equal(ordinal++, node.Ordinal);
        switch (node)
        {
            case YamlMapping mapping:
                foreach (var (key, value) in mapping.Entries)
                {
                    AssertSound(key, mapping.Span, ref ordinal);
                    AssertSound(value, mapping.Span, ref ordinal);
                }

                Assert.Distinct(mapping.Entries.Select(entry => entry.Key.Value));
                break;
            case YamlSequence sequence:
                foreach (var item in sequence.Items)
                {
                    AssertSound(item, sequence.Span, ref ordinal);
                }

                break;
        }
    }

    private static void AssertInside(TextSpan outer, TextSpan inner) =>
        Assert.True(inner.Length >= 0 && outer.Contains(inner), $"{inner} does not lie in {outer}.");
}
