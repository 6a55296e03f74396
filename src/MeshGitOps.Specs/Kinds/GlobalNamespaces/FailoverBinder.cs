using System.Collections.Immutable;

namespace MeshGitOps.Specs.Kinds.GlobalNamespaces;

/// <summary>Binds <c>failover</c> and <c>outlierDetection</c> wherever they stand.</summary>
internal static class FailoverBinder
{
    public static FailoverSpec? BindOptional(FieldReader parent)
    {
        if (parent.Object("failover") is not { } failover)
        {
            return null;
        }

        return new FailoverSpec
        {
            Location = failover.Location,
            Enabled = failover.Flag("enabled"),
            Regions = BindRegions(failover),
            OutlierDetection = BindOptionalOutlierDetection(failover),
        };
    }

    public static OutlierDetectionSpec? BindOptionalOutlierDetection(FieldReader parent) =>
        parent.Object("outlierDetection") is { } detection
            ? new OutlierDetectionSpec(
                detection.Location,
                detection.Number("consecutiveGatewayErrors"),
                detection.Number("consecutive5xxErrors"),
                detection.Text("interval"),
                detection.Text("baseEjectionTime"),
                detection.Number("maxEjectionPercent"))
            : null;

    /// <summary>Istio ignores a second entry with the same <c>from</c>, and refuses one that leads to itself.</summary>
    private static ImmutableArray<FailoverRegion> BindRegions(FieldReader failover)
    {
        ImmutableArray<FailoverRegion> regions =
        [
            .. from item in failover.Objects("regions")
               let source = item.Text("from")
               let target = item.Text("to")
               where source is not null && target is not null
               select new FailoverRegion(item.Location, source, target),
        ];
        failover.RefuseRepeats(regions.Select(region => region.From), "source region");
        foreach (var region in regions.Where(region => region.From.Value == region.To.Value))
        {
            failover.Diagnostics.Add(
                SpecDiagnostics.Contradiction,
                region.To.Location,
                $"The failover of region '{region.From}' leads to itself.",
                "Name another region at 'to'.");
        }

        return regions;
    }
}
