namespace MeshGitOps.Specs.Yaml;

/// <summary>Says in our words what YamlDotNet 16.3 says in those of a parser; its texts are matched by their telling part.</summary>
internal static class YamlSyntaxErrors
{
    private static readonly (string Part, string Sentence, string? Help)[] Texts =
    [
        ("simple key", "A ':' is missing after this key.", "Write 'key: value', or quote a text that goes over several lines."),
        ("invalid mapping", "A second ':' stands in this line, or its indentation fits neither the line above nor a nested block.",
            "Quote a value that holds ': ', and indent keys of one mapping alike."),
        ("mapping values are not allowed", "A ':' stands where no mapping can begin.", "Quote a value that holds ': ', and indent keys of one mapping alike."),
        ("block mapping, did not find expected key", "The indentation fits no mapping above.", "Indent the keys of one mapping alike."),
        ("block collection", "The indentation fits no list above.", "Indent the dashes of one list alike."),
        ("flow mapping", "The '{' of this mapping is not closed, or a ',' is missing.", null),
        ("flow sequence", "The '[' of this list is not closed, or a ',' is missing.", null),
        ("unexpected end of stream", "The quote that begins this text is not closed.", null),
        ("unexpected document indicator", "The quote that begins this text is not closed before the next document.", null),
        ("unknown escape character", "The escape in this text is unknown.", "Use single quotes where a backslash stands for itself."),
        ("escape", "The escape in this text is not complete.", "Use single quotes where a backslash stands for itself."),
        ("cannot start any token", "A value cannot begin with this character.", "Put the value in quotes."),
        ("anchor or alias", "The name of an anchor or alias is missing or holds a character that is not allowed.",
            "Quote a value that begins with '*' or '&'."),
        ("undefined tag handle", "The tag has a handle that no %TAG line declares.", "Quote a value that begins with '!'."),
        ("incompatible YAML", "The file declares a version of YAML that cannot be read.", "Remove the %YAML line, or declare 1.2."),
        ("duplicate %", "The directive stands twice.", null),
        ("expected <document start>", "Something stands after the end of the document.", "Begin the next document with a line '---'."),
        ("node content", "A value is missing here.", "Quote a value that begins with a character of YAML's own, such as ',', ']' or '}'."),
        ("block scalar", "The header or the indentation of this block text is wrong.", "Write '|' or '>' alone, and indent every line of the text."),
    ];

    /// <param name="message">The parser's text, or null where it has none.</param>
    public static (string Sentence, string? Help) Reword(string? message)
    {
        foreach (var (part, sentence, help) in Texts)
        {
            if (message is not null && message.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return (sentence, help);
            }
        }

        return ("The text is not valid YAML from here on.", "Look for a bracket or quote that is not closed, or an indentation that does not fit.");
    }
}
