using System.Globalization;

namespace MeshGitOps.Cli.Reporting;

/// <summary>English counts: <c>1 file</c>, <c>12,000 files</c>.</summary>
internal static class Plural
{
    public static string Of(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>For a noun that does not take an 's'.</summary>
    public static string Of(int count, string noun, string nouns) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? noun : nouns)}");
}
