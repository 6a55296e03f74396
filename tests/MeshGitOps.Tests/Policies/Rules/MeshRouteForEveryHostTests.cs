using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class MeshRouteForEveryHostTests : RuleTests<MeshRouteForEveryHost>
{
    [Theory]
    [InlineData("hosts: [web, [|'*'|]]", "Name the hosts, or add the gateway that the routes are for to 'gateways'.")]
    [InlineData("hosts: [[|'*'|]], gateways: [public, mesh]", "Name the hosts, or take 'mesh' out of 'gateways'.")]
    public void Reports_an_asterisk_for_sidecars(string more, string help)
    {
        var text = Route("host: web", more);

        AssertFindings(text, "VirtualService 'shop/web' routes every host of the mesh.");
        Assert.Equal(help, RuleSample.Parse(text).Check(new MeshRouteForEveryHost())[0].Help);
    }

    [Theory]
    [InlineData("hosts: ['*'], gateways: [public]")]
    [InlineData("hosts: ['*.example.com']")]
    [InlineData("hosts: []")]
    [InlineData("hosts: '*'")]
    public void Is_silent_for_gateways_and_narrower_hosts(string more) => AssertClean(Route("host: web", more));
}
