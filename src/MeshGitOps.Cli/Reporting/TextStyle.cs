namespace MeshGitOps.Cli.Reporting;

/// <summary>Colours of a terminal (ANSI SGR), or none at all.</summary>
internal sealed class TextStyle
{
    public static readonly TextStyle Plain = new(isColored: false);
    public static readonly TextStyle Colored = new(isColored: true);

    private readonly bool _isColored;

    private TextStyle(bool isColored) => _isColored = isColored;

    /// <summary>
    /// The flag wins, then <c>NO_COLOR</c> (not empty), then <c>FORCE_COLOR</c> or <c>CLICOLOR_FORCE</c> (not empty, not 0),
    /// then whether it is a terminal that is not <c>dumb</c>.
    /// </summary>
    public static TextStyle Choose(ColorChoice choice, Func<string, string?> environment, bool isTerminal)
    {
        var isColored = choice switch
        {
            ColorChoice.Always => true,
            ColorChoice.Never => false,
            _ when !string.IsNullOrEmpty(environment("NO_COLOR")) => false,
            _ when IsOn(environment("FORCE_COLOR")) || IsOn(environment("CLICOLOR_FORCE")) => true,
            _ => isTerminal && environment("TERM") != "dumb",
        };
        return isColored ? Colored : Plain;
    }

    public string Bold(string text) => Wrap("1", text);

    public string Red(string text) => Wrap("1;31", text);

    public string Yellow(string text) => Wrap("1;33", text);

    public string Green(string text) => Wrap("32", text);

    public string Blue(string text) => Wrap("1;34", text);

    public string Cyan(string text) => Wrap("36", text);

    private string Wrap(string code, string text) =>
        _isColored && text.Length > 0 ? $"\u001b[{code}m{text}\u001b[0m" : text;

    private static bool IsOn(string? value) => !string.IsNullOrEmpty(value) && value != "0";
}
