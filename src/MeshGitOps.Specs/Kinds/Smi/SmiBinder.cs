using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds.AccessPolicies;
using MeshGitOps.Specs.Kinds.Matches;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Kinds.Smi;

/// <summary>Reads the objects of the Service Mesh Interface that say who may call what.</summary>
public static class SmiBinder
{
    private const string AnyMethod = "*";

    public static Diagnosed<TrafficTargetSpec?> BindTrafficTarget(YamlDocument document) =>
        SpecBinding.Bind(document, SpecKinds.TrafficTarget, BindTarget);

    public static Diagnosed<HttpRouteGroupSpec?> BindHttpRouteGroup(YamlDocument document) =>
        SpecBinding.Bind(document, SpecKinds.HttpRouteGroup, BindGroup);

    public static Diagnosed<TcpRouteSpec?> BindTcpRoute(YamlDocument document) =>
        SpecBinding.Bind(document, SpecKinds.TcpRoute, BindRoute);

    private static TrafficTargetSpec? BindTarget(SpecMetadata metadata, FieldReader spec)
    {
        if (metadata.Namespace is not { } home || BindAccount(spec.ObjectOrEmpty("destination")) is not { } destination)
        {
            return null;
        }

        if (destination.Namespace.Value != home.Value)
        {
            spec.Diagnostics.Add(
                SpecDiagnostics.TargetOutsideNamespace,
                destination.Namespace.Location,
                $"TrafficTarget '{metadata.Name}' is in namespace '{home}', but what it lets callers into is in namespace '{destination.Namespace}'.",
                $"Write 'namespace: {destination.Namespace}' in its metadata.",
                new RelatedLocation(home.Location, "the namespace of the TrafficTarget"));
        }

        return new TrafficTargetSpec
        {
            Metadata = metadata,
            Destination = destination,
            Sources = [.. spec.Objects("sources").Select(BindAccount).OfType<NamespacedReference>()],
            Rules = [.. spec.Objects("rules").Select(BindRule).OfType<TrafficTargetRule>()],
        };
    }

    private static NamespacedReference? BindAccount(FieldReader account) =>
        account.Text("namespace") is { } ns && account.Text("name") is { } name ? new(ns, name, account.Location) : null;

    private static TrafficTargetRule? BindRule(FieldReader rule) =>
        rule.Choice("kind", ("HTTPRouteGroup", SpecKinds.HttpRouteGroup), ("TCPRoute", SpecKinds.TcpRoute)) is { } kind && rule.Text("name") is { } name
            ? new(kind.Value, name, rule.Texts("matches"))
            : null;

    private static HttpRouteGroupSpec? BindGroup(SpecMetadata metadata, FieldReader spec)
    {
        ImmutableArray<AccessRule> matches = [.. spec.Objects("matches").Select(BindMatch)];
        spec.RefuseRepeats(matches.Select(match => match.Name), "match");
        return metadata.Namespace is null ? null : new HttpRouteGroupSpec(metadata, matches);
    }

    private static AccessRule BindMatch(FieldReader match)
    {
        var methods = match.Texts("methods");
        var path = match.Text("pathRegex");
        return new AccessRule(
            match.Location,
            match.Text("name"),
            methods.Any(method => method.Value == AnyMethod) ? [] : methods,
            path is { Value.Length: > 0 } ? new TextMatchSpec(TextMatchKind.Regex, path) : null,
            BindHeaders(match));
    }

    private static ImmutableArray<HeaderMatchSpec> BindHeaders(FieldReader match)
    {
        ImmutableArray<HeaderMatchSpec> headers =
        [
            .. from item in match.Objects("headers")
               from entry in item.Entries()
               let value = item.TextOf(entry.Value)
               where value is not null
               select new HeaderMatchSpec(entry.Key, new TextMatchSpec(TextMatchKind.Regex, value)),
        ];
        match.RefuseRepeats(headers.Select(header => header.Name.With(header.Name.Value.ToLowerInvariant())), "header");
        return headers;
    }

    private static TcpRouteSpec? BindRoute(SpecMetadata metadata, FieldReader spec) =>
        metadata.Namespace is null ? null : new TcpRouteSpec(metadata, spec.ObjectOrEmpty("matches").Numbers("ports"));
}
