using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Specs.Yaml;

/// <summary>What can be wrong with a file as YAML, whatever it says.</summary>
public static class YamlDiagnostics
{
    public static readonly DiagnosticDescriptor Syntax = new(
        "MGO1001",
        "Invalid YAML",
        Severity.Error,
        "The text cannot be read as YAML from this place on. The documents before the broken one are still read; nothing after it is.");

    public static readonly DiagnosticDescriptor Tab = new(
        "MGO1002",
        "Tab in the indentation",
        Severity.Error,
        "YAML indents with spaces only, because a tab has no fixed width. Replace the tab by spaces.");

    public static readonly DiagnosticDescriptor DuplicateKey = new(
        "MGO1003",
        "Duplicate key",
        Severity.Error,
        "A mapping holds the same key twice. Readers disagree on which of the two counts, so the cluster could get another value than the one checked here. Keep one.");

    public static readonly DiagnosticDescriptor KeyIsNoScalar = new(
        "MGO1004",
        "Key is a collection",
        Severity.Error,
        "A key of a mapping is itself a mapping or a list. Kubernetes objects are JSON, where every key is a string.");

    public static readonly DiagnosticDescriptor UnknownAlias = new(
        "MGO1005",
        "Alias without an anchor",
        Severity.Error,
        "An alias repeats the node that carries the anchor of its name earlier in the same document. There is no such node, or it contains the alias. The document is not read.");

    public static readonly DiagnosticDescriptor Merge = new(
        "MGO1006",
        "Merge of something other than mappings",
        Severity.Error,
        "The merge key '<<' takes a mapping, an alias of one, or a list of these.");

    public static readonly DiagnosticDescriptor TooLarge = new(
        "MGO1007",
        "Limit of a file exceeded",
        Severity.Error,
        "Files are limited in size, depth, number of nodes and documents and in what aliases repeat, so that no file can exhaust the machine that checks it. Split the file, or write it without aliases.");

    public static readonly DiagnosticDescriptor ControlCharacter = new(
        "MGO1008",
        "Control character",
        Severity.Error,
        "YAML allows no control characters other than tab and line ends. The file is binary, is in another encoding, or a character slipped in. The file is not read.");

    public static readonly DiagnosticDescriptor Template = new(
        "MGO1009",
        "Template instead of YAML",
        Severity.Error,
        "The file holds template expressions ('{{ … }}'), as Helm charts and scaffolds do. Only what the template renders to can be checked: render it and commit or name the result.");

    public static readonly DiagnosticDescriptor MergeConflict = new(
        "MGO1010",
        "Unresolved merge conflict",
        Severity.Error,
        "Git left its conflict markers in the file: two branches changed the same lines, and nobody has chosen yet. Choose, and remove the markers.");

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [Syntax, Tab, DuplicateKey, KeyIsNoScalar, UnknownAlias, Merge, TooLarge, ControlCharacter, Template, MergeConflict];
}
