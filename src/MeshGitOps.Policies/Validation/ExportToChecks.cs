using System.Collections.Immutable;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Istio;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Policies.Validation;

/// <summary>Who sees an object. Source: validateExportTo in pkg/config/validation/validation.go.</summary>
internal static class ExportToChecks
{
    private const string Everybody = "*";
    private const string OwnNamespace = ".";
    private const string Nobody = "~";

    public static IEnumerable<Refusal> Of(ServiceEntry entry) => Of(entry.Object, entry.ExportTo, takesNobody: true);

    public static IEnumerable<Refusal> Of(VirtualService service) => Of(service.Object, service.ExportTo, takesNobody: false);

    public static IEnumerable<Refusal> Of(DestinationRule rule)
    {
        foreach (var refusal in Of(rule.Object, rule.ExportTo, takesNobody: false))
        {
            yield return refusal;
        }

        foreach (var entry in rule.ExportTo)
        {
            if (!rule.WorkloadSelector.IsEmpty && entry.Value != OwnNamespace && entry.Value != rule.Object.Key.Namespace)
            {
                yield return new Refusal(
                    entry.Location,
                    $"{rule.Object} has a workloadSelector, so it cannot be exported to '{Shown.Of(entry.Value)}'.",
                    "A rule for some clients only is for its own namespace: write '.', or take 'exportTo' out.");
            }
        }
    }

    private static IEnumerable<Refusal> Of(KubernetesObject item, ImmutableArray<Located<string>> exportTo, bool takesNobody)
    {
        var seen = new Dictionary<string, Located<string>>(StringComparer.Ordinal);
        foreach (var entry in exportTo)
        {
            var @namespace = entry.Value == OwnNamespace ? item.Key.Namespace : entry.Value;
            if (seen.TryGetValue(@namespace, out var first))
            {
                yield return new Refusal(
                    entry.Location,
                    first.Value == entry.Value
                        ? $"{item} is exported to '{Shown.Of(entry.Value)}' twice."
                        : $"{item} is exported to '{Shown.Of(entry.Value)}' twice, since '.' is its own namespace.",
                    "Take one out.")
                {
                    Related = new RelatedLocation(first.Location, "It stands here first."),
                };
                continue;
            }

            seen.Add(@namespace, entry);
            if (!IsName(entry.Value) && !(takesNobody && entry.Value == Nobody))
            {
                yield return new Refusal(
                    entry.Location,
                    entry.Value == Nobody
                        ? $"{item} is exported to '~', which only a ServiceEntry can be."
                        : $"{item} is exported to '{Shown.Of(entry.Value)}', which is no name of a namespace.",
                    "Write names of namespaces, '.' for its own, or '*' for all.");
            }
        }

        foreach (var alone in new[] { Everybody, Nobody })
        {
            if (exportTo.Length > 1 && seen.TryGetValue(alone, out var entry) && (alone == Everybody || takesNobody))
            {
                yield return new Refusal(
                    entry.Location,
                    alone == Everybody
                        ? $"{item} is exported to '*' and to others, though '*' is everybody."
                        : $"{item} is exported to '~' and to others, though '~' is nobody.",
                    $"Write '{alone}' alone, or take it out.");
            }
        }
    }

    private static bool IsName(string value) => value is Everybody or OwnNamespace || DnsNames.IsLabel(value);
}
