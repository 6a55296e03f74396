using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Schemas;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds;

/// <summary>Tells our documents from those of others by <c>apiVersion</c> and <c>kind</c>.</summary>
internal static class DocumentHeader
{
    /// <summary>A group that begins so is meant to be ours, whatever follows.</summary>
    private const string GroupStem = "meshgitops";

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
        else if (kind is not null && IsOfServiceMeshInterface(group) && SpecKinds.LaterForeign.Contains(kind.Value))
        {
            AddLater(kind, diagnostics);
        }

        return null;
    }

    private static SpecKind? KindNamed(YamlMapping root, YamlScalar apiVersion, YamlScalar? kind, DiagnosticBag diagnostics)
    {
        if (kind is null)
        {
            diagnostics.Add(
                SpecDiagnostics.MissingField,
                root["kind"]?.Location ?? apiVersion.Location,
                "The document has no 'kind'.",
                $"Kinds are {SchemaWords.List([.. SpecKinds.All.Select(known => known.Name)])}.");
            return null;
        }

        if (SpecKinds.Find(kind.Value) is { } found)
        {
            return found;
        }

        if (SpecKinds.Later.Contains(kind.Value))
        {
            AddLater(kind, diagnostics);
            return null;
        }

        var names = SpecKinds.All.Select(known => known.Name);
        diagnostics.Add(
            SpecDiagnostics.UnknownKind,
            kind.Location,
            $"The kind {SchemaWords.Quote(kind.Value)} is unknown.",
            Suggestion.Help(kind.Value, names.Concat(SpecKinds.Later)) ?? $"Kinds are {SchemaWords.List([.. names])}.");
        return null;
    }

    private static void CheckWithoutApiVersion(YamlMapping root, YamlScalar? kind, DiagnosticBag diagnostics)
    {
        if (kind is not null && root["metadata"] is not null && SpecKinds.Find(kind.Value) is not null)
        {
            diagnostics.Add(
                SpecDiagnostics.UnknownApiVersion,
                kind.Location,
                $"The document of kind '{kind.Value}' has no 'apiVersion'.",
                $"Write 'apiVersion: {SpecKinds.ApiVersion}'.");
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
