using System.Collections.Immutable;
using MeshGitOps.Policies.Rules.Specs;
using MeshGitOps.Specs.Diagnostics;
using MeshGitOps.Specs.Kinds;
using MeshGitOps.Specs.Kinds.GlobalNamespaces;
using MeshGitOps.Specs.Kinds.GlobalServices;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class MtlsNotStrictTests
{
    private static readonly GlobalNamespaceSpec Acme = Sample.GlobalNamespace("acme", "acme.example.com");

    [Fact]
    public void Reports_a_permissive_Mesh_once_with_those_that_inherit_it()
    {
        var mesh = Sample.Mesh() with { MtlsMode = Sample.At(MtlsMode.Permissive) };
        var strict = Sample.GlobalNamespace("books", "books.example.com") with { MtlsMode = Sample.At(MtlsMode.Strict) };

        var findings = Check(new SpecSet { Mesh = mesh, GlobalNamespaces = [Acme, strict] });

        Assert.Equal(
            ["Warning at 'Permissive': Mesh 'mesh' sets mTLS mode PERMISSIVE, so its services accept plaintext."],
            Sample.Show(findings));
        Assert.Equal(["GlobalNamespace 'acme' inherits it"], findings.Single().Related.Select(related => related.Message));
    }

    [Fact]
    public void Reports_the_mode_and_the_rollout_of_a_GlobalNamespace()
    {
        var permissive = Acme with { MtlsMode = Sample.At(MtlsMode.Permissive), MtlsRollout = Sample.At(MtlsRollout.Permissive) };

        Assert.Equal(
            [
                "Warning at 'Permissive': GlobalNamespace 'acme' is rolled out as PERMISSIVE, so its services accept plaintext.",
                "Warning at 'Permissive': GlobalNamespace 'acme' sets mTLS mode PERMISSIVE, so its services accept plaintext.",
            ],
            Sample.Show(Check(new SpecSet { GlobalNamespaces = [permissive] })));
    }

    [Fact]
    public void Reports_an_exception_for_a_port_as_info_whatever_the_level()
    {
        var globalService = Sample.GlobalService("catalog") with
        {
            PortLevelMtls =
            [
                new PortMtls(Sample.At(8443), Sample.At(MtlsMode.Permissive)),
                new PortMtls(Sample.At(9000), Sample.At(MtlsMode.Strict)),
            ],
        };

        var findings = Check(new SpecSet { GlobalServices = [globalService] }, "{level: error}");

        Assert.Equal(
            ["Info at 'Permissive': Port 8443 of GlobalService 'catalog' accepts plaintext (PERMISSIVE)."],
            Sample.Show(findings));
    }

    [Fact]
    public void Is_silent_where_everything_is_strict()
    {
        var mesh = Sample.Mesh() with { MtlsMode = Sample.At(MtlsMode.Strict) };
        var strict = Acme with { MtlsMode = Sample.At(MtlsMode.Strict), MtlsRollout = Sample.At(MtlsRollout.Strict) };

        Assert.Empty(Check(new SpecSet { Mesh = mesh, GlobalNamespaces = [strict] }));
        Assert.Empty(Check(new SpecSet { Mesh = Sample.Mesh(), GlobalNamespaces = [Acme] }));
    }

    [Fact]
    public void Leaves_DISABLE_to_the_planner_where_a_GlobalNamespace_has_it()
    {
        var mesh = Sample.Mesh() with { MtlsMode = Sample.At(MtlsMode.Disable) };
        var disabled = Acme with { MtlsMode = Sample.At(MtlsMode.Disable) };
        var strict = Acme with { MtlsMode = Sample.At(MtlsMode.Strict) };

        Assert.Empty(Check(new SpecSet { Mesh = mesh, GlobalNamespaces = [Acme] }));
        Assert.Empty(Check(new SpecSet { GlobalNamespaces = [disabled] }));
        Assert.Single(Check(new SpecSet { Mesh = mesh, GlobalNamespaces = [strict] }));
    }

    [Fact]
    public void Takes_its_level_from_the_policy()
    {
        var rollout = Acme with { MtlsRollout = Sample.At(MtlsRollout.Permissive) };

        Assert.Equal(Severity.Error, Assert.Single(Check(new SpecSet { GlobalNamespaces = [rollout] }, "{level: error}")).Severity);
    }

    private static ImmutableArray<Diagnostic> Check(SpecSet specs, string settings = "{}") =>
        Sample.Check<MtlsNotStrict>(Sample.Context(specs), settings);
}
