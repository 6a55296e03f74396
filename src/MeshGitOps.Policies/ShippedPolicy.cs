using System.Text;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies;

/// <summary>A policy file that ships with the tool, embedded in the assembly: what <c>extends</c> of a policy names.</summary>
public sealed class ShippedPolicy
{
    private readonly Lazy<string> _text;
    private readonly Lazy<PolicySettings> _settings;

    internal ShippedPolicy(string name)
    {
        Name = name;
        _text = new Lazy<string>(() => ReadEmbedded(Path));
        _settings = new Lazy<PolicySettings>(ReadSettings);
    }

    public string Name { get; }

    /// <summary>The path in the repository of the tool.</summary>
    public string Path => $"policies/{Name}.yaml";

    /// <summary>The text of the file.</summary>
    public string Text => _text.Value;

    /// <summary>What the file says; read once, at the first policy that extends it.</summary>
    public PolicySettings Settings => _settings.Value;

    private PolicySettings ReadSettings()
    {
        var (documents, _) = YamlTreeBuilder.Build(new SourceText(Path, Text));
        return PolicyFile.Read(documents).Value;
    }

    private static string ReadEmbedded(string path)
    {
        using var stream = typeof(ShippedPolicy).Assembly.GetManifestResourceStream(path)
            ?? throw new InvalidOperationException($"'{path}' is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
