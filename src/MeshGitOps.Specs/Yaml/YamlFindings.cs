using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Yaml;

/// <summary>The findings of one file. A method that returns a boolean says whether to read on.</summary>
internal sealed class YamlFindings(SourceText source)
{
    private readonly DiagnosticBag _bag = new();

    public Diagnosed<T> With<T>(T value) => _bag.With(value);

    /// <param name="message">The parser's own words, or null where it has none.</param>
    public void Syntax(TextSpan span, string? message)
    {
        if (FindConflict() is { } conflict)
        {
            _bag.Add(
                YamlDiagnostics.MergeConflict,
                source.At(conflict),
                "An unresolved merge conflict begins here.",
                "Choose between the two sides, and remove the lines '<<<<<<<', '=======' and '>>>>>>>'.");
            return;
        }

        var line = source.Line(source.PositionOf(span.Start).Line);
        if (line.Contains("{{", StringComparison.Ordinal))
        {
            Template(span);
            return;
        }

        if (message is not null && message.Contains(" tab ", StringComparison.Ordinal))
        {
            var tab = source.Text.IndexOf('\t', span.Start);
            Tab(tab >= 0 ? tab : span.Start);
            return;
        }

        var (sentence, help) = YamlSyntaxErrors.Reword(message);
        _bag.Add(YamlDiagnostics.Syntax, source.At(span), sentence, help);
    }

    /// <summary>Only asked where the text is no YAML: in a block text the markers may be meant.</summary>
    private TextSpan? FindConflict()
    {
        const string marker = "<<<<<<< ";
        var start = source.Text.StartsWith(marker, StringComparison.Ordinal)
            ? 0
            : source.Text.IndexOf('\n' + marker, StringComparison.Ordinal) + 1;
        return start > 0 || source.Text.StartsWith(marker, StringComparison.Ordinal) ? new TextSpan(start, marker.Length - 1) : null;
    }

    public bool Tab(int position)
    {
        _bag.Add(
            YamlDiagnostics.Tab,
            source.At(new TextSpan(position, Math.Min(1, source.Text.Length - position))),
            "A tab stands in the indentation.",
            "Indent with spaces.");
        return false;
    }

    public void Template(TextSpan span) => _bag.Add(
        YamlDiagnostics.Template,
        source.At(span),
        "The file is a template, not YAML.",
        "Render it ('helm template', for a Helm chart) and name what comes out.");

    public bool DuplicateKey(YamlScalar key, YamlScalar first)
    {
        _bag.Add(
            YamlDiagnostics.DuplicateKey,
            key.Location,
            $"The key '{Shown.Of(key.Value)}' stands in this mapping already.",
            "Keep one of the two.",
            new RelatedLocation(first.Location, "It stands here first."));
        return GoesOn(key.Span);
    }

    public bool KeyIsNoScalar(YamlNode key)
    {
        _bag.Add(YamlDiagnostics.KeyIsNoScalar, key.Location, "The key of a mapping must be a string, but is a collection.");
        return GoesOn(key.Span);
    }

    public void UnknownAlias(TextSpan span, string name, bool isInsideItself) => _bag.Add(
        YamlDiagnostics.UnknownAlias,
        source.At(span),
        isInsideItself
            ? $"The alias '*{Shown.Of(name)}' stands inside the node that it repeats."
            : $"The alias '*{Shown.Of(name)}' has no anchor '&{Shown.Of(name)}' before it in this document.");

    public bool Merge(YamlNode value)
    {
        _bag.Add(YamlDiagnostics.Merge, value.Location, "The merge key '<<' must have a mapping, an alias of one, or a list of these.");
        return GoesOn(value.Span);
    }

    /// <summary>The rest of the file is given up after this.</summary>
    public void TooLarge(TextSpan span, string message) =>
        _bag.Add(YamlDiagnostics.TooLarge, source.At(span), message, "Split the file, or write it without aliases.");

    private bool GoesOn(TextSpan span)
    {
        if (_bag.Count < YamlLimits.Findings)
        {
            return true;
        }

        TooLarge(span, $"The file has more than {YamlLimits.Findings} mistakes; the rest of it is not read.");
        return false;
    }
}
