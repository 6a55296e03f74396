using System.Collections.Immutable;

namespace MeshGitOps.Tests.Access;

/// <summary>A call as the sidecar of the called pod sees it.</summary>
internal sealed record Call(string TrustDomain, string Namespace, string ServiceAccount, int Port, string Method, string Path, ImmutableDictionary<string, string> Headers)
{
    public string Principal => $"{TrustDomain}/ns/{Namespace}/sa/{ServiceAccount}";
}
