using MeshGitOps.Policies.Rules.Plans;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class CallerUnknownTests : RuleTests<CallerUnknown>
{
    private const string Start = "apiVersion: meshgitops.io/v1alpha1\nkind: AccessPolicy\nmetadata: {name: hello}\nspec: {globalNamespace: {name: demo}, to: {service: {name: hello, namespace: demo}}, from: ";

    [Fact]
    public void Reports_an_account_of_a_namespace_whose_workloads_run_as_others() =>
        AssertFindings(Start + "[{serviceAccount: {name: [|buyer|], namespace: demo}}]}\n", "No workload of namespace 'demo' runs as service account 'buyer' in any cluster.");

    [Theory]
    [InlineData("[{serviceAccount: {name: buyer, namespace: elsewhere}}]")]
    [InlineData("[{namespace: demo}, {globalNamespace: {name: demo}}]")]
    public void Is_silent_where_nothing_tells(string from) => AssertClean(Start + from + "}\n");

    [Fact]
    public void Is_silent_about_an_account_that_is_declared() => AssertClean(
        Start + "[{serviceAccount: {name: buyer, namespace: demo}}]}\n# cluster: east\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: buyer, namespace: demo}\n");
}
