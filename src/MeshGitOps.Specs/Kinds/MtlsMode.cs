namespace MeshGitOps.Specs.Kinds;

/// <summary>Istio's modes of PeerAuthentication, spelled as Istio does in <see cref="object.ToString"/> upper case.</summary>
public enum MtlsMode
{
    Strict,
    Permissive,
    Disable,
}
