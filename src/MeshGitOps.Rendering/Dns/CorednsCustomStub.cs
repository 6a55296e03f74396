using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Specs.Diagnostics;

namespace MeshGitOps.Rendering.Dns;

/// <summary>
/// The ConfigMap <c>coredns-custom</c> of AKS and k3s: one key per GlobalNamespace. Only a key that ends with <c>.server</c>
/// is imported as a server block (learn.microsoft.com/azure/aks/coredns-custom).
/// </summary>
internal static class CorednsCustomStub
{
    public const string Name = "coredns-custom";

    public static Manifest? Render(ClusterPlan plan, StubTarget target, DiagnosticBag bag)
    {
        var origin = plan.Dns.Origin ?? plan.Settings.Origin;
        var data = new List<KeyValuePair<string, string>>();
        foreach (var zones in StubStanza.ByGlobalNamespace(plan.Dns))
        {
            var text = StubStanza.Write(zones, target);
            if (CorefileSoundness.FindMistake(text, zones, 53) is { } mistake)
            {
                bag.Add(DnsDiagnostics.NotSound, origin.Location, $"The server block of GlobalNamespace '{zones.Key}' in cluster '{plan.Name}' {mistake}.");
                return null;
            }

            data.Add(new($"meshgitops-{zones.Key}.server", text));
        }

        return SharedConfigMap.Create(Name, origin, data.Select(entry => entry.Key), data);
    }

    /// <summary>Without a key of ours; those of others were never in the patch.</summary>
    public static Manifest Release(Manifest previous) => SharedConfigMap.Create(Name, previous.Origin, [], []);
}
