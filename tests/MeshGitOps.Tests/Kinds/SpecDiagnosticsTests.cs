using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;

namespace MeshGitOps.Tests.Kinds;

public sealed class SpecDiagnosticsTests
{
    [Fact]
    public void Every_entry_has_an_id_of_its_own_in_the_range_of_specs()
    {
        Assert.All(SpecDiagnostics.All, entry => Assert.Matches("^MGO20[0-9]{2}$", entry.Id));
        Assert.Distinct(SpecDiagnostics.All.Select(entry => entry.Id));
    }

    [Fact]
    public void Every_entry_is_listed_and_explained()
    {
        var fields = typeof(SpecDiagnostics).GetFields()
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!);

        Assert.Equal(fields.Select(entry => entry.Id).Order(), SpecDiagnostics.All.Select(entry => entry.Id).Order());
        Assert.All(SpecDiagnostics.All, entry => Assert.EndsWith(".", entry.Explanation, StringComparison.Ordinal));
    }
}
