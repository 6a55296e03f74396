namespace MeshGitOps.Specs.Kinds.Clusters;

internal static class ClusterDeliveryBinder
{
    public static ClusterDelivery? Bind(FieldReader delivery) =>
        delivery.Object("argocd") is { } argoCd
            ? new ArgoCdDelivery(
                delivery.Location,
                argoCd.Url(
                    "server",
                    "delivery.argocd.server",
                    text => RemoteUrls.IsUrl(text, RemoteUrls.ServerSchemes),
                    "the URL of an API server with https or http, such as 'https://10.0.0.1:6443'"),
                argoCd.Text("project"))
        : delivery.Object("flux") is { } flux
            ? new FluxDelivery(delivery.Location, flux.Text("namespace"), flux.Text("interval"))
        : null;
}
