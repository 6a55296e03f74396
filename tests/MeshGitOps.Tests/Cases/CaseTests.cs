using MeshGitOps.Rendering.Planning;
using MeshGitOps.Rendering.Planning.Access;
using MeshGitOps.Rendering.Planning.Traffic;
using MeshGitOps.Rendering.Templates;
using MeshGitOps.Tests.Golden;

namespace MeshGitOps.Tests.Cases;

/// <summary>Every mistake a user can make has a case under its own name.</summary>
public sealed class CaseTests
{
    public static TheoryData<string> Names => [.. GoldenCase.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Reports_and_renders_as_accepted(string name)
    {
        var golden = new GoldenCase(name);
        var result = golden.Run();
        var output = Path.Combine(golden.Folder, "output");
        GoldenFile.Verify(Path.Combine(golden.Folder, "diagnostics"), "txt", GoldenCase.Findings(result));
        if (!result.HasErrors)
        {
            GoldenFile.Verify(output, "txt", GoldenCase.Output(result));
            return;
        }

        if (GoldenFile.IsUpdating)
        {
            File.Delete($"{output}.verified.txt");
        }

        Assert.False(File.Exists($"{output}.verified.txt"), "A case with errors renders nothing.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_finding_points_into_a_file_of_the_case(string name)
    {
        var golden = new GoldenCase(name);
        foreach (var diagnostic in golden.Run().Diagnostics)
        {
            var file = golden.Files.Single(file => file.Key == diagnostic.Location.Path);
            Assert.InRange(diagnostic.Location.Span.Start, 0, file.Value.Length);
            Assert.InRange(diagnostic.Location.Span.End, 0, file.Value.Length);
            Assert.EndsWith(".", diagnostic.Message, StringComparison.Ordinal);
            Assert.All(diagnostic.Related, related => Assert.Contains(golden.Files, file => file.Key == related.Location.Path));
        }
    }

    [Fact]
    public void The_clean_fleet_has_no_finding() =>
        Assert.Empty(new GoldenCase("clean-fleet").Run().Diagnostics);

    [Fact]
    public void Every_golden_file_belongs_to_a_case()
    {
        var stray = Directory.GetFiles(GoldenCase.Root, "*.verified.*", SearchOption.AllDirectories)
            .Where(file => !Directory.Exists(Path.Combine(Path.GetDirectoryName(file)!, "input")));
        Assert.Empty(stray);
    }

    /// <summary>What no repository can provoke in a case of a few files, and where it is tested instead.</summary>
    private static readonly Dictionary<string, string> TestedElsewhere = new()
    {
        ["MGO3038"] = "HostPlannerTests: a name of 253 characters needs a domain that the schema refuses first.",
        ["MGO3106"] = "AddressPoolTests: a range that is full.",
    };

    /// <summary>What is rendered without a finding, beside the fleet that shows everything: a Corefile per release boundary of CoreDNS, each way of delivery.</summary>
    private static readonly string[] CleanCases =
    [
        "clean-fleet", "coredns-before-1-4", "coredns-1-5", "coredns-1-7", "coredns-hosts", "dns-templates", "template-every-block", "templates",
        "delivery-application-per-cluster", "delivery-applicationset", "delivery-argocd-and-flux", "delivery-branch", "delivery-branch-per-cluster",
        "access", "smi-access", "delivery-flux", "delivery-flux-artifact", "traffic",
    ];

    [Fact]
    public void Every_finding_of_planning_and_of_templates_has_a_case()
    {
        var reported = GoldenCase.Names.SelectMany(name => new GoldenCase(name).Run().Diagnostics).Select(diagnostic => diagnostic.Id).ToHashSet();
        var missing = PlanDiagnostics.All.Concat(AddressDiagnostics.All).Concat(DeliveryDiagnostics.All).Concat(AccessDiagnostics.All).Concat(TrafficDiagnostics.All).Concat(TemplateDiagnostics.All)
            .Where(descriptor => !reported.Contains(descriptor.Id) && !TestedElsewhere.ContainsKey(descriptor.Id))
            .Select(descriptor => $"{descriptor.Id} {descriptor.Title}");
        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_case_has_what_its_name_says(string name)
    {
        // A case that stops provoking its mistake would otherwise be accepted in silence with the next update.
        var result = new GoldenCase(name).Run();
        Assert.Equal(CleanCases.Contains(name), result.Diagnostics.IsEmpty);
    }
}
