using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Text;
using MeshGitOps.Specs.Yaml;

namespace MeshGitOps.Policies.Validation;

/// <summary>Source: ValidatePeerAuthentication in pkg/config/validation/validation.go; an empty 'portLevelMtls' is for the shape.</summary>
internal static class PeerAuthenticationChecks
{
    public static IEnumerable<Refusal> Of(WorkloadPolicy policy)
    {
        var item = policy.Object;
        if (policy.SelectorNode is { } selector)
        {
            foreach (var refusal in SelectorChecks.Of(item, selector, "matchLabels"))
            {
                yield return refusal;
            }
        }

        if (item.Spec.Mapping("portLevelMtls") is not { Entries.IsEmpty: false } ports)
        {
            yield break;
        }

        if (policy.SelectsAll && (policy.SelectorNode is null || policy.SelectorNode.Value("matchLabels") is null or YamlMapping { Entries.IsEmpty: true }))
        {
            yield return new Refusal(
                item.Spec!.KeyLocation("portLevelMtls"),
                $"{item} has 'portLevelMtls', but no selector: ports are those of certain workloads.",
                "Write 'selector.matchLabels', or take 'portLevelMtls' out.");
        }

        foreach (var port in ports.Entries.Select(entry => entry.Key))
        {
            if (!SpecValues.IsPort(port.Value))
            {
                yield return new Refusal(port.Location, $"'{Shown.Of(port.Value)}' in 'portLevelMtls' of {item} is no port from 1 to 65535.", "Write the number of the container's port.");
            }
        }
    }
}
