using System.Buffers;
using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Yaml;

/// <summary>
/// Turns a text into its YAML documents. Never throws, whatever the text: what is wrong is a finding, and the documents
/// before the broken one are returned. Work and memory grow linearly and are bounded by <see cref="YamlLimits"/>.
/// </summary>
/// <remarks>
/// Aliases are written out: each copy of a node, with all below it, lies at the place of its alias.
/// Merge keys (<c>&lt;&lt;</c>) are carried out: what they bring follows the mapping's own entries, which win.
/// Tags are passed over, except that <c>!!str</c> and <c>!</c> make a plain scalar a string.
/// </remarks>
public static class YamlTreeBuilder
{
    private static readonly SearchValues<char> ControlCharacters = SearchValues.Create(
    [
        .. Enumerable.Range(0, 32).Select(code => (char)code).Except(['\t', '\n', '\r']),
        '\u007F',
        '\uFFFE',
        '\uFFFF',
    ]);

    public static Diagnosed<ImmutableArray<YamlDocument>> Build(SourceText source)
    {
        var text = source.Text;
        if (text.Length > YamlLimits.TextLength)
        {
            return new([], [Diagnostic.Create(
                YamlDiagnostics.TooLarge,
                source.Start,
                $"The file has {text.Length} characters, but at most {YamlLimits.TextLength} are read.",
                "Split the file.")]);
        }

        var control = text.AsSpan().IndexOfAny(ControlCharacters);
        if (control >= 0)
        {
            return new([], [Diagnostic.Create(
                YamlDiagnostics.ControlCharacter,
                source.At(new TextSpan(control, 1)),
                $"The control character U+{(int)text[control]:X4} is not allowed in YAML.",
                "Remove it, or write it as an escape in double quotes.")]);
        }

        return new YamlTreeReader(source).Read();
    }
}
