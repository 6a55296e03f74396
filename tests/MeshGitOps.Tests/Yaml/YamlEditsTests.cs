using System.Text;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Tests.Yaml;

public sealed class YamlEditsTests
{
    /// <summary>Block and flow styles, comments in every place, quotes, scalars over several lines, lists at the indent of their key.</summary>
    public static TheoryData<string> Documents =>
    [
        "a: 1\n",
        "a: 1",
        "a: 1 # one\n# about b\nb: 2\n",
        "a:\n  b:\n    c: 1\n\n    # end of b\n  d: 2\n",
        "a:\n- x: 1\n  y: 2 # two\n\n- y: 3\n  z:\n  - 1\n  - - k: v\nb: c\n",
        "a: {b: 1, c: {d: 2}}\n",
        "a: { b: 1 } # flow\nb: {}\nc: { }\n",
        "a: {\n  b: 1, # one\n  # two\n  c: [x, y]\n}\nd: 'e''f'\n",
        "a: {b: 1,}\nb: {b: 1, c: }\n",
        "a: |\n  text # no comment\n\nb: >-\n  folded\n  text\nc: x\n",
        "a:\n  b: |+\n    kept\n\n\nc: 1\n",
        "a: \"two\\n lines\"\nb: two\n  lines\nc: \"x # y\" # z\n",
        "a:\nb: # nothing\n  \nc:\n  d:\n",
        "a: &anchor\n  b: 1\nc: *anchor\nd:\n  <<: *anchor\n  e: 2\n",
        "? a\n: b\nc: !!str 1\nd: !tag\n  e: f\n",
        "--- # first\na: 1\n---\nb: {c: 1}\n...\n---\n\"d\": 'e'\n",
        "{\"a\": {\"b\": [1, {\"c\": null}]}}\n",
        "a:\n  - x\n  -\nb:\n- c:\n  d:\ne: 1\n",
        "a:\n    - b: 1\n      c: 2\n    -   d: 3\n        e: 4\n",
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_new_field_is_all_that_a_tree_gains(string text)
    {
        var edits = 0;
        foreach (var document in Variants(text))
        {
            var roots = Read(document);
            for (var index = 0; index < roots.Count; index++)
            {
                foreach (var mapping in MappingsIn(roots[index]))
                {
                    var path = YamlPath.Of(roots[index], mapping)!;
                    edits += Check(roots, index, path, YamlEdits.InsertFirst(mapping.Location, "neu", "[\"*\"]"));
                    edits += Check(roots, index, path, YamlEdits.Append(mapping, "neu", "[\"*\"]"));
                    foreach (var entry in mapping.Entries)
                    {
                        edits += Check(roots, index, path, YamlEdits.InsertAfter(mapping, entry.Key.Value, "neu", "[\"*\"]"));
                    }
                }
            }
        }

        Assert.True(edits > 0);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_replaced_scalar_is_all_that_changes(string text)
    {
        foreach (var document in Variants(text))
        {
            var roots = Read(document);
            for (var index = 0; index < roots.Count; index++)
            {
                foreach (var scalar in ScalarsIn(roots[index]))
                {
                    if (YamlEdits.Replace(scalar, "it's \"new\": #1") is { } edit)
                    {
                        Assert.Contains("it's \"new\": #1", Flat(Read(Apply(document, edit))[index]), StringComparison.Ordinal);
                        Assert.Equal(Flat(roots), Flat(Read(Apply(document, edit))).Replace("<it's \"new\": #1>", Flat(scalar), StringComparison.Ordinal));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData("a:\n  hosts: [x]\n  # about ports\n  ports: []\n", "a:\n  hosts: [x]\n  exportTo: [\".\"]\n  # about ports\n  ports: []\n")]
    [InlineData("a:\r\n  hosts:\r\n  - x # why\r\n", "a:\r\n  hosts:\r\n  - x # why\r\n  exportTo: [\".\"]\r\n")]
    [InlineData("a: { hosts: [x], ports: [] }", "a: { hosts: [x], exportTo: [\".\"], ports: [] }")]
    public void Follows_the_style_around_it(string text, string expected)
    {
        var mapping = (YamlMapping)((YamlMapping)Read(text)[0])["a"]!;

        var edit = YamlEdits.InsertAfter(mapping, "hosts", "exportTo", YamlScalarText.ListOf("."));

        Assert.Equal(expected, Apply(text, edit!));
    }

    [Theory]
    [InlineData("naem", "name: x", "name")]
    [InlineData("'naem'", "'name': x", "name")]
    [InlineData("\"naem\"", "\"name\": x", "name")]
    public void Keeps_the_quotes_of_a_key(string key, string expected, string name)
    {
        var text = $"{key}: x";
        var entry = ((YamlMapping)Read(text)[0]).Entries[0];

        Assert.Equal(expected, Apply(text, YamlEdits.Replace(entry.Key, name)!));
    }

    [Fact]
    public void Leaves_alone_what_an_alias_or_an_anchor_stands_for()
    {
        var root = (YamlMapping)Read("a: &x y\nb: *x\nc: &m {d: 1}\ne: *m\nf: {<<: *m}\ng: |\n  text\n")[0];

        Assert.Null(YamlEdits.Replace((YamlScalar)root["a"]!, "z"));
        Assert.Null(YamlEdits.Replace((YamlScalar)root["b"]!, "z"));
        Assert.Null(YamlEdits.Replace((YamlScalar)root["g"]!, "z"));
        Assert.Null(YamlEdits.InsertFirst(root["e"]!.Location, "z", "1"));
        Assert.Null(YamlEdits.Replace(((YamlMapping)root["f"]!).Entries[0].Key, "z"));
        Assert.Null(YamlEdits.InsertAfter(root, "unknown", "z", "1"));
    }

    [Fact]
    public void Survives_a_place_outside_of_the_text()
    {
        var source = new SourceText("a.yaml", "a: 1");

        Assert.Null(YamlEdits.Replace(source.At(new TextSpan(3, 9)), "x"));
        Assert.Null(YamlEdits.InsertFirst(source.At(new TextSpan(-1, 2)), "x", "1"));
        Assert.Null(YamlEdits.InsertFirst(source.At(new TextSpan(4, 0)), "x", "1"));
    }

    [Theory]
    [InlineData("http-web", "http-web")]
    [InlineData("networking.istio.io/v1", "networking.istio.io/v1")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("Null", "\"Null\"")]
    [InlineData("1.10", "\"1.10\"")]
    [InlineData(".", "\".\"")]
    [InlineData("", "\"\"")]
    [InlineData("a\n\u001b\"\\", "\"a\\n\\u001b\\\"\\\\\"")]
    public void Quotes_what_another_reader_would_misread(string value, string expected)
    {
        Assert.Equal(expected, YamlScalarText.Of(value));
        Assert.Equal(value, ((YamlScalar)Read(YamlScalarText.Of(value))[0]).Value);
    }

    [Fact]
    public void A_fix_needs_all_of_its_edits()
    {
        var edit = new TextEdit(new SourceText("a.yaml", "a").Start, "b");

        Assert.Null(SuggestedFix.Safe("Do it.", edit, null));
        Assert.Same(edit, Assert.Single(SuggestedFix.Unsafe("Do it.", edit)!.Edits));
        Assert.Equal(FixSafety.Unsafe, SuggestedFix.Unsafe("Do it.", edit)!.Safety);
    }

    private static IEnumerable<string> Variants(string text) => [text, text.Replace("\n", "\r\n", StringComparison.Ordinal)];

    /// <returns>1 where the edit could be made.</returns>
    private static int Check(List<YamlNode> roots, int index, string path, TextEdit? edit)
    {
        if (edit is null)
        {
            return 0;
        }

        var text = roots[0].Source.Text;
        var changed = Apply(text, edit);
        var after = Read(changed);
        var gained = MappingsIn(after[index]).Where(mapping => mapping["neu"] is not null).ToList();
        Assert.Contains(gained, mapping => YamlPath.Of(after[index], mapping) == path);
        Assert.Equal(Flat(roots), Flat(after).Replace("<neu>[<*>]", "", StringComparison.Ordinal));
        Assert.Equal(text.Contains("\r\n", StringComparison.Ordinal), changed.Contains("\r\n", StringComparison.Ordinal));
        return 1;
    }

    private static string Apply(string text, TextEdit edit) =>
        text[..edit.Location.Span.Start] + edit.NewText + text[edit.Location.Span.End..];

    private static List<YamlNode> Read(string text)
    {
        var (documents, findings) = YamlTreeBuilder.Build(new SourceText("a.yaml", text));
        Assert.Empty(findings);
        return [.. documents.Select(document => document.Root)];
    }

    private static IEnumerable<YamlMapping> MappingsIn(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(entry => MappingsIn(entry.Value)).Prepend(mapping),
        YamlSequence sequence => sequence.Items.SelectMany(MappingsIn),
        _ => [],
    };

    private static IEnumerable<YamlScalar> ScalarsIn(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(entry => ScalarsIn(entry.Value).Prepend(entry.Key)),
        YamlSequence sequence => sequence.Items.SelectMany(ScalarsIn),
        _ => [(YamlScalar)node],
    };

    private static string Flat(List<YamlNode> roots) => string.Join("\n---\n", roots.Select(Flat));

    private static string Flat(YamlNode node)
    {
        var text = new StringBuilder();
        switch (node)
        {
            case YamlMapping mapping:
                text.Append('{').AppendJoin("", mapping.Entries.Select(entry => Flat(entry.Key) + Flat(entry.Value))).Append('}');
                break;
            case YamlSequence sequence:
                text.Append('[').AppendJoin("", sequence.Items.Select(Flat)).Append(']');
                break;
            default:
                text.Append('<').Append(((YamlScalar)node).Value).Append('>');
                break;
        }

        return text.ToString();
    }
}
