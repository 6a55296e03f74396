namespace MeshGitOps.Rendering.Templates;

/// <summary>What a template is rendered for.</summary>
public enum TemplateTarget
{
    /// <summary>Once for each cluster.</summary>
    Cluster,

    /// <summary>Once for each cluster and GlobalNamespace with members there.</summary>
    GlobalNamespace,

    /// <summary>Once for each cluster and global host that is consumed or served there.</summary>
    GlobalService,

    /// <summary>Once for each zone of a cluster whose DNS takes server blocks; replaces ours.</summary>
    DnsZone,

    /// <summary>Once for each cluster with a responder; replaces its objects.</summary>
    DnsResponder,
}
