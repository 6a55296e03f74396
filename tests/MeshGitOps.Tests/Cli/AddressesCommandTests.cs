namespace MeshGitOps.Tests.Cli;

public sealed class AddressesCommandTests : IDisposable
{
    private const string Hello = "hello.demo.example.com";

    private readonly TemporaryFolder _folder = new();

    public AddressesCommandTests()
    {
        Assert.Equal(0, Run("init").ExitCode);
        _folder.Write("apps/east/world.yaml", _folder.Read("apps/east/hello.yaml").Replace("hello", "world", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lists_addresses_and_says_which_lines_are_missing_or_left_over()
    {
        _folder.Write("addresses.lock.yaml", $"gone.demo.example.com: 240.0.0.9\n{Hello}: 240.0.0.8\n");

        var run = Run("addresses");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"gone\.demo\.example\.com +240\.0\.0\.9 +no host has this name any more\n", run.Output);
        Assert.Matches(@"hello\.demo\.example\.com +240\.0\.0\.8\n", run.Output);
        Assert.Matches(@"world\.demo\.example\.com +240\.\S+ +'render' adds it to the lock file\n", run.Output);
    }

    [Fact]
    public void Gives_another_address_to_one_of_two_hosts_with_the_same()
    {
        _folder.Write("addresses.lock.yaml", $"{Hello}: 240.0.0.8\nworld.demo.example.com: 240.0.0.8\n");
        Assert.Equal(1, Run("render").ExitCode);

        var run = Run("addresses", "reassign", "world.demo.example.com");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Matches(@"world\.demo\.example\.com has 240\.\S+ now; it had 240\.0\.0\.8\.", run.Output);
        Assert.Contains($"{Hello}: 240.0.0.8\n", _folder.Read("addresses.lock.yaml"), StringComparison.Ordinal);
        Assert.Equal(0, Run("render", "--frozen").ExitCode);
    }

    [Fact]
    public void Exits_2_for_a_host_that_the_lock_file_does_not_have()
    {
        _folder.Write("addresses.lock.yaml", $"{Hello}: 240.0.0.8\n");

        var run = Run("addresses", "reassign", "helo.demo.example.com");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"Did you mean '{Hello}'?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Forgets_addresses_of_hosts_that_are_gone_and_no_others()
    {
        _folder.Write("addresses.lock.yaml", $"gone.demo.example.com: 240.0.0.9\n{Hello}: 240.0.0.8\n");

        var run = Run("addresses", "prune");

        Assert.Equal((0, "forgot gone.demo.example.com 240.0.0.9\n"), (run.ExitCode, run.Output));
        Assert.EndsWith($"\n{Hello}: 240.0.0.8\n", _folder.Read("addresses.lock.yaml"), StringComparison.Ordinal);
        Assert.StartsWith("Nothing to forget", Run("addresses", "prune").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Forgets_nothing_while_an_error_may_hide_a_host()
    {
        const string Lock = "gone.demo.example.com: 240.0.0.9\n";
        _folder.Write("addresses.lock.yaml", Lock);
        _folder.Write("mesh/demo.yaml", _folder.Read("mesh/demo.yaml").Replace("[demo]", "[nowhere-*]", StringComparison.Ordinal));

        var run = Run("addresses", "prune");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(Lock, _folder.Read("addresses.lock.yaml"));
    }

    private CommandRun Run(params string[] arguments) => CommandRun.In(_folder.Path, arguments);
}
