using MeshGitOps.Policies.Rules.Manifests;
using static MeshGitOps.Tests.Policies.Rules.RouteSample;

namespace MeshGitOps.Tests.Policies.Rules;

public sealed class HostRepeatedInVirtualServiceTests : RuleTests<HostRepeatedInVirtualService>
{
    [Theory]
    [InlineData("hosts: [a.example.com, b.example.com, [|a.example.com|]]", "names host 'a.example.com' twice.")]
    [InlineData("hosts: [[|a.example.com|], '*.example.com']", "names host 'a.example.com' beside '*.example.com', which covers it.")]
    [InlineData("hosts: [[|'*.a.example.com'|], '*.com']", "names host '*.a.example.com' beside '*.com', which covers it.")]
    [InlineData("hosts: ['*', [|web|]], gateways: [public]", "names host 'web' beside '*', which covers it.")]
    public void Reports_what_another_host_covers(string more, string message) =>
        AssertFindings(Route("host: web", more), $"VirtualService 'shop/web' {message}");

    [Theory]
    [InlineData("hosts: [a.example.com, '*.a.example.com', '*.b.example.com', '*.example.org', example.com]")]
    [InlineData("hosts: ['*'], gateways: [public]")]
    [InlineData("hosts: [[a], {b: c}, a]")]
    public void Is_silent_for_different_hosts(string more) => AssertClean(Route("host: web", more));
}
