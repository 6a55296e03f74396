namespace MeshGitOps.Specs.Kinds.Clusters;

internal static class GatewayBinder
{
    public static EastWestGatewaySpec BindEastWest(FieldReader gateway)
    {
        var bound = new EastWestGatewaySpec
        {
            Location = gateway.Location,
            Addresses =
            [
                .. from item in gateway.Objects("addresses")
                   let address = item.Text("address")
                   where address is not null
                   select new GatewayAddress(address, item.Texts("reachableFrom")),
            ],
            Port = gateway.Number("port"),
            Namespace = gateway.Text("namespace"),
            Selector = gateway.MapOrNull("selector"),
            Managed = gateway.Flag("managed")?.Value ?? true,
        };
        gateway.RefuseRepeats(bound.Addresses.Select(address => address.Address), "address");
        return bound;
    }

    public static GatewaySpec Bind(FieldReader gateway) => new()
    {
        Location = gateway.Location,
        Namespace = gateway.Text("namespace"),
        Service = gateway.Text("service"),
        Port = gateway.Number("port"),
        Selector = gateway.MapOrNull("selector"),
        Addresses = gateway.Texts("addresses"),
    };
}
