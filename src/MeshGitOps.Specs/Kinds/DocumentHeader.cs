using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds;

/// <summary>Tells our documents from those of others by <c>apiVersion</c> and <c>kind</c>.</summary>
internal static class DocumentHeader
{
    /// <summary>A group that begins so is meant to be ours, whatever follows.</summary>
    private const string GroupStem = "meshgitops";

    private static IEnumerable<string> Ours => SpecKinds.All.Where(known => known.ApiVersion == SpecKinds.ApiVersion).Select(known => known.Name);

    /// <summary>The kind of a document of ours; null for a foreign one, and with a finding for a near miss.</summary>
    public static SpecKind? KindOf(YamlMapping root, DiagnosticBag diagnostics)
    {
        var apiVersion = root["apiVersion"] as YamlScalar;
        var kind = root["kind"] as YamlScalar;
        if (apiVersion is null)
        {
            CheckWithoutApiVersion(root, kind, diagnostics);
            return null;
        }

        if (apiVersion.Value == SpecKinds.ApiVersion)
        {
            return KindNamed(root, apiVersion, kind, diagnostics);
        }

        if (kind is not null && SpecKinds.Find(kind.Value) is { } known && known.ApiVersion == apiVersion.Value)
        {
            return known;
        }

        var slash = apiVersion.Value.IndexOf('/', StringComparison.Ordinal);
        var group = slash < 0 ? apiVersion.Value : apiVersion.Value[..slash];
        if (IsNearMiss(group))
        {
            diagnostics.Add(
                SpecDiagnostics.UnknownApiVersion,
                apiVersion.Location,
                $"The apiVersion {SchemaWords.Quote(apiVersion.Value)} is unknown.",
                $"Did you mean '{SpecKinds.ApiVersion}'?");
        }
        else if (kind is not null && IsOfServiceMeshInterface(group))
        {
            CheckForeign(apiVersion, kind, diagnostics);
        }

        return null;
    }

    private static void CheckForeign(YamlScalar apiVersion, YamlScalar kind, DiagnosticBag diagnostics)
    {
        if (SpecKinds.LaterForeign.Contains(kind.Value))
        {
            AddLater(kind, diagnostics);
        }
        else if (SpecKinds.Find(kind.Value) is { ApiVersion: not SpecKinds.ApiVersion } known)
        {
            diagnostics.Add(
                SpecDiagnostics.UnservedVersion,
                apiVersion.Location,
                $"A {kind.Value} is not served as {SchemaWords.Quote(apiVersion.Value)}.",
                $"Write it as '{known.ApiVersion}'.");
        }
    }

    private static SpecKind? KindNamed(YamlMapping root, YamlScalar apiVersion, YamlScalar? kind, DiagnosticBag diagnostics)
    {
        if (kind is null)
        {
            diagnostics.Add(
                SpecDiagnostics.MissingField,
                root["kind"]?.Location ?? apiVersion.Location,
                "The document has no 'kind'.",
                $"Kinds are {SchemaWords.List([.. Ours])}.");
            return null;
        }

        if (SpecKinds.Find(kind.Value) is { ApiVersion: SpecKinds.ApiVersion } found)
        {
            return found;
        }

        if (SpecKinds.Later.Contains(kind.Value))
        {
            AddLater(kind, diagnostics);
            return null;
        }

        var names = Ours;
        diagnostics.Add(
            SpecDiagnostics.UnknownKind,
            kind.Location,
            $"The kind {SchemaWords.Quote(kind.Value)} is unknown.",
            Suggestion.Help(kind.Value, names.Concat(SpecKinds.Later)) ?? $"Kinds are {SchemaWords.List([.. names])}.");
        return null;
    }

    private static void CheckWithoutApiVersion(YamlMapping root, YamlScalar? kind, DiagnosticBag diagnostics)
    {
        if (kind is not null && root["metadata"] is not null && SpecKinds.Find(kind.Value) is { } known)
        {
            diagnostics.Add(
                SpecDiagnostics.UnknownApiVersion,
                kind.Location,
                $"The document of kind '{kind.Value}' has no 'apiVersion'.",
                $"Write 'apiVersion: {known.ApiVersion}'.");
        }
    }

    private static bool IsNearMiss(string group) =>
        group.StartsWith(GroupStem, StringComparison.OrdinalIgnoreCase)
        || (group.Length > 6 && Suggestion.Closest(group, [SpecKinds.Group]) is not null);

    private static bool IsOfServiceMeshInterface(string group) =>
        DnsNames.IsWithin(group, "smi-spec.io") || DnsNames.IsWithin(group, "openservicemesh.io");

    private static void AddLater(YamlScalar kind, DiagnosticBag diagnostics) => diagnostics.Add(
        SpecDiagnostics.KindNotSupportedYet,
        kind.Location,
        $"The kind '{kind.Value}' is not supported yet.",
        "Take the document out for now: nothing would be rendered for it.");
}
