using System.Collections.Immutable;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Specs.Istio;

/// <summary>An AuthorizationPolicy of security.istio.io, as far as its shape is right.</summary>
public sealed record AuthorizationPolicy
{
    public required WorkloadPolicy Policy { get; init; }

    public KubernetesObject Object => Policy.Object;

    public AuthorizationAction Action { get; init; }

    public ImmutableArray<AuthorizationRule> Rules { get; init; } = [];

    public static AuthorizationPolicy Read(WorkloadPolicy policy) => new()
    {
        Policy = policy,
        Action = policy.Object.Spec.Text("action")?.Value switch
        {
            null or "ALLOW" => AuthorizationAction.Allow,
            "DENY" => AuthorizationAction.Deny,
            "AUDIT" => AuthorizationAction.Audit,
            _ => AuthorizationAction.Custom,
        },
        Rules = [.. policy.Object.Spec.Mappings("rules").Select(AuthorizationRule.Read)],
    };
}

public enum AuthorizationAction
{
    Allow,
    Deny,
    Audit,
    Custom,
}

/// <summary>A rule matches where one source, one operation and every condition match.</summary>
/// <param name="Sources">Empty: everybody.</param>
/// <param name="Operations">Empty: everything.</param>
/// <param name="Conditions">The keys of <c>when</c>.</param>
public sealed record AuthorizationRule(
    YamlMapping Node,
    ImmutableArray<AuthorizationSource> Sources,
    ImmutableArray<AuthorizationOperation> Operations,
    ImmutableArray<Located<string>> Conditions)
{
    internal static AuthorizationRule Read(YamlMapping node) => new(
        node,
        [.. node.Mappings("from").Select(from => from.Mapping("source")).OfType<YamlMapping>().Select(AuthorizationSource.Read)],
        [.. node.Mappings("to").Select(to => to.Mapping("operation")).OfType<YamlMapping>().Select(AuthorizationOperation.Read)],
        [.. node.Mappings("when").Select(condition => condition.LocatedText("key")).OfType<Located<string>>()]);
}

/// <param name="ServiceAccounts">As <c>name</c> or <c>namespace/name</c>.</param>
public sealed record AuthorizationSource(
    YamlMapping Node,
    ImmutableArray<Located<string>> Principals,
    ImmutableArray<Located<string>> NotPrincipals,
    ImmutableArray<Located<string>> Namespaces,
    ImmutableArray<Located<string>> NotNamespaces,
    ImmutableArray<Located<string>> ServiceAccounts)
{
    internal static AuthorizationSource Read(YamlMapping node) => new(
        node,
        node.Texts("principals"),
        node.Texts("notPrincipals"),
        node.Texts("namespaces"),
        node.Texts("notNamespaces"),
        node.Texts("serviceAccounts"));
}

/// <param name="Ports">Of the pods, not of the Service.</param>
/// <param name="HttpFields">The names of its fields that only HTTP has, in their order.</param>
public sealed record AuthorizationOperation(
    YamlMapping Node,
    ImmutableArray<Located<string>> Ports,
    ImmutableArray<Located<string>> HttpFields)
{
    internal static AuthorizationOperation Read(YamlMapping node) => new(
        node,
        node.Texts("ports"),
        [
            .. node.Entries
                .Where(entry => entry.Value is YamlSequence { Items.IsEmpty: false }
                    && entry.Key.Value is "hosts" or "notHosts" or "methods" or "notMethods" or "paths" or "notPaths")
                .Select(entry => new Located<string>(entry.Key.Value, entry.Key.Location)),
        ]);
}
