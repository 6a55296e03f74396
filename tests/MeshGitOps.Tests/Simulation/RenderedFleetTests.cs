using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using MeshGitOps.Rendering.Dns;
using MeshGitOps.Rendering.Manifests;
using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Providers;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kubernetes;
using MeshGitOps.Specs.Text;
using MeshGitOps.Tests.Conformance;
using MeshGitOps.Workspace;
using Xunit.Abstractions;

namespace MeshGitOps.Tests.Simulation;

/// <summary>The specs of the fleets written by hand, rendered by the product in memory, judged by the simulator alone.</summary>
public sealed class RenderedFleetTests(ITestOutputHelper output)
{
    public static TheoryData<string> HandWritten => SimulatedFleetTests.HandWritten;

    [Theory]
    [MemberData(nameof(HandWritten))]
    public void Renders_a_fleet_that_the_simulator_accepts(string name)
    {
        var fleet = Render(SimulatedFleetTests.HandWrittenPath(name));

        Assert.Empty(FleetCheck.Run(fleet).Select(failure => failure.ToString()));
    }

    [Theory]
    [MemberData(nameof(HandWritten))]
    public void Renders_a_fleet_whose_mutations_are_caught(string name)
    {
        var fleet = Render(SimulatedFleetTests.HandWrittenPath(name));
        var mutations = MutatedFleetTests.For(fleet);

        var applied = mutations.Where(mutation => mutation.AppliesTo(fleet)).ToList();
        output.WriteLine($"{applied.Count} of {mutations.Length} mutations apply to {name}.");
        Assert.True(applied.Count > mutations.Length / 2);
        Assert.Empty(applied.Select(mutation => mutation.Escapes(fleet)).OfType<string>());
    }

    [Theory]
    [MemberData(nameof(HandWritten))]
    public void Renders_objects_that_an_api_server_takes(string name)
    {
        if (CrdCatalog.Instance is not { } definitions)
        {
            output.WriteLine("Skipped: the CustomResourceDefinitions are not beside the repository.");
            return;
        }

        var objects = Render(SimulatedFleetTests.HandWrittenPath(name)).Clusters.Values.SelectMany(cluster => cluster.Rendered).ToList();

        Assert.NotEmpty(objects);
        Assert.Empty(objects.SelectMany(item => ObjectConformance.Check(item, definitions).Select(problem => $"{item}{problem}")));
    }

    /// <summary>The fleet with the product's output in the place of the committed one.</summary>
    private Fleet Render(string path)
    {
        var folder = SpecFolder.Open(path).Value!;
        var specs = SpecReader.Read(folder, folder.Start, 1);
        var inventories = ClusterInventories.Read(folder, specs.Value.WorkspaceFolder, specs.Value.Clusters, 1);
        var plan = Planner.Plan(new PlannerInput(
            specs.Value, inventories.Value, AddressLock.Empty, ImmutableSortedDictionary<string, SourceText>.Empty));
        foreach (var finding in specs.Diagnostics.Concat(inventories.Diagnostics).Concat(plan.Diagnostics))
        {
            output.WriteLine($"{finding.Severity} {finding.Message}");
            Assert.NotEqual(Severity.Error, finding.Severity);
        }

        var fleet = FleetFolder.Read(path);
        Assert.NotEmpty(fleet.Hosts);
        Assert.NotEmpty(fleet.Hosts.SelectMany(host => host.Consumers));
        foreach (var cluster in plan.Value.Clusters)
        {
            var rendered = fleet[cluster.Name].Rendered;
            rendered.Clear();
            rendered.AddRange(KubeObject.ReadAll(Write([.. MeshProviders.Render(cluster), .. DnsManifests.Render(cluster).Value.Manifests]), cluster.Name));
        }

        return fleet;
    }

    private static string Write(ImmutableArray<Manifest> manifests)
    {
        var buffer = new ArrayBufferWriter<byte>();
        ManifestYamlWriter.Write(buffer, manifests.Select(manifest => manifest.Root));
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
