using System.Collections.Immutable;

namespace MeshGitOps.Tests.Simulation;

/// <summary>The meaning of <c>exportTo</c>.</summary>
internal static class Visibility
{
    public static bool Includes(ImmutableArray<string> exportTo, string ownNamespace, string clientNamespace) =>
        exportTo.IsEmpty
        || exportTo.Any(entry => entry == "*" || entry == clientNamespace || (entry == "." && ownNamespace == clientNamespace));

    /// <summary>Whether Istio's webhook takes it: no double, no '.' beside the own namespace, '*' and '~' alone.</summary>
    public static bool IsValid(ImmutableArray<string> exportTo, string ownNamespace) =>
        exportTo.Select(entry => entry == "." ? ownNamespace : entry).Distinct(StringComparer.Ordinal).Count() == exportTo.Length
        && (exportTo.Length == 1 || !exportTo.Any(entry => entry is "*" or "~"));
}
