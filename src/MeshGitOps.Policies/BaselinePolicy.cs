using System.Text;

namespace MeshGitOps.Policies;

/// <summary>
/// The policy file that ships with the tool: every rule with its default level and parameters, to start from.
/// Without any policy file the rules run with exactly these settings.
/// </summary>
public static class BaselinePolicy
{
    /// <summary>The path in the repository of the tool.</summary>
    public const string Path = "policies/baseline.yaml";

    /// <summary>The text of the file as it is embedded in the assembly.</summary>
    public static string Text { get; } = ReadEmbedded();

    /// <summary>The text that the catalogue asks for; a test keeps the file equal to it.</summary>
    internal static string Generate()
    {
        var text = new StringBuilder();
        text.Append("# Every rule with its default level and parameters. Copy what you want to change.\n");
        text.Append("apiVersion: meshgitops.io/v1alpha1\n");
        text.Append("kind: Policy\n");
        text.Append("metadata:\n");
        text.Append("  name: baseline\n");
        text.Append("spec:\n");
        text.Append("  rules:\n");
        foreach (var rule in RuleCatalog.Rules)
        {
            text.Append($"    {rule.Id}:\n");
            text.Append($"      level: {RulesPage.LevelOf(rule)}\n");
            foreach (var parameter in rule.Parameters)
            {
                text.Append($"      # {parameter.Description}\n");
                text.Append($"      {parameter.Name}: {parameter.DefaultText}\n");
            }
        }

        return text.ToString();
    }

    private static string ReadEmbedded()
    {
        using var stream = typeof(BaselinePolicy).Assembly.GetManifestResourceStream(Path)
            ?? throw new InvalidOperationException($"'{Path}' is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
