namespace MeshGitOps.Rendering.Manifests;

/// <summary>
/// The characters that are written as they are. A fixed table and not the runtime's Unicode categories, so that another
/// runtime writes the same bytes. Left out besides controls: every kind of space but ' ', line and paragraph separators,
/// what has no width or turns the direction of text (it would hide in a review), private use, surrogates.
/// </summary>
internal static class PrintableCharacters
{
    public static bool Contains(char character) => character switch
    {
        >= ' ' and <= '~' => true,
        < '\u00A1' => false,
        '\u00AD' or '\u034F' or '\u061C' or '\u115F' or '\u1160' or '\u1680' or '\u17B4' or '\u17B5' => false,
        >= '\u180B' and <= '\u180F' => false,
        < '\u2000' => true,
        >= '\u2010' and <= '\u2027' => true,
        >= '\u2030' and <= '\u205E' => true,
        >= '\u2070' and <= '\u2FFF' => true,
        '\u3000' or '\u3164' or '\uFFA0' => false,
        >= '\u3001' and <= '\uD7FF' => true,
        >= '\uF900' and <= '\uFDCF' => true,
        >= '\uFDF0' and <= '\uFDFF' => true,
        >= '\uFE10' and <= '\uFEFE' => true,
        >= '\uFF01' and <= '\uFFEF' => true,
        _ => false,
    };
}
