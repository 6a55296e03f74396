using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Kinds;

/// <summary>The words of <see cref="MtlsMode"/> as Istio spells them.</summary>
public static class MtlsModes
{
    internal static Located<MtlsMode>? MtlsMode(this FieldReader reader, string name) => reader.Choice(
        name,
        ("STRICT", Kinds.MtlsMode.Strict),
        ("PERMISSIVE", Kinds.MtlsMode.Permissive),
        ("DISABLE", Kinds.MtlsMode.Disable));

    public static MtlsMode? TryParse(string text) => text switch
    {
        "STRICT" => Kinds.MtlsMode.Strict,
        "PERMISSIVE" => Kinds.MtlsMode.Permissive,
        "DISABLE" => Kinds.MtlsMode.Disable,
        _ => null,
    };

    public static string Spell(MtlsMode mode) => mode.ToString().ToUpperInvariant();
}
