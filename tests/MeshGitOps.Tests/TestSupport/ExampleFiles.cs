namespace MeshGitOps.Tests.TestSupport;

/// <summary>The examples of the repository, as repositories of their own in memory.</summary>
internal static class ExampleFiles
{
    public static IEnumerable<string> Names =>
        Directory.GetDirectories(Repository.PathOf("examples")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal);

    /// <summary>The example of two clusters without what it says of publishing and delivery, which stands last in its files.</summary>
    public static IEnumerable<KeyValuePair<string, string>> InputsWithoutDelivery() =>
        Inputs("acme-fitness").Select(file => KeyValuePair.Create(file.Key, Cut(Cut(file.Value, "\n  publish:\n"), "\n  delivery:\n")));

    /// <summary>Every file but the rendered ones, by its path in the example.</summary>
    public static List<KeyValuePair<string, string>> Inputs(string example)
    {
        var root = Repository.PathOf("examples", example);
        return
        [
            .. Directory.GetFiles(root, "*", SearchOption.AllDirectories)
                .Select(file => KeyValuePair.Create(Path.GetRelativePath(root, file).Replace('\\', '/'), file))
                .Where(file => !file.Key.StartsWith("rendered/", StringComparison.Ordinal))
                .OrderBy(file => file.Key, StringComparer.Ordinal)
                .Select(file => KeyValuePair.Create(file.Key, File.ReadAllText(file.Value))),
        ];
    }

    private static string Cut(string text, string from) =>
        text.IndexOf(from, StringComparison.Ordinal) is var start and >= 0 ? text[..(start + 1)] : text;
}
