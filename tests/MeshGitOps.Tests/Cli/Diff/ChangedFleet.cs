using MeshGitOps.Tests.TestSupport;

namespace MeshGitOps.Tests.Cli.Diff;

/// <summary>
/// The example of two clusters, rendered into its output directory, then changed: a service moves from one cluster to the other,
/// one is gone, one is new, a virtual address and the address of a gateway change. Nothing is rendered since.
/// </summary>
internal sealed class ChangedFleet : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ChangedFleet()
    {
        foreach (var (path, text) in ExampleFiles.InputsWithoutDelivery())
        {
            _folder.Write(path, text);
        }

        var rendered = Run("render");
        Assert.True(rendered.ExitCode == 0, rendered.Output + rendered.Error);
    }

    public TemporaryFolder Folder => _folder;

    public void Dispose() => _folder.Dispose();

    public ChangedFleet Change()
    {
        Move("apps/eks/payment.yaml", "apps/aks/payment.yaml");
        Write("apps/eks/loyalty.yaml", Read("apps/eks/users.yaml").Replace("users", "loyalty", StringComparison.Ordinal));
        File.Delete(_folder.At("apps/eks/users.yaml"));
        Replace("addresses.lock.yaml", "240.40.14.240", "240.9.9.9");
        Replace("mesh/clusters/eks.yaml", "acme-eastwest.elb", "other-eastwest.elb");
        return this;
    }

    public string Read(string path) => _folder.Read(path);

    public void Write(string path, string text) => _folder.Write(path, text);

    public void Replace(string path, string old, string fresh)
    {
        Assert.Contains(old, Read(path), StringComparison.Ordinal);
        Write(path, Read(path).Replace(old, fresh, StringComparison.Ordinal));
    }

    public void Move(string from, string to) => File.Move(_folder.At(from), _folder.At(to));

    public CommandRun Run(params string[] arguments) => CommandRun.In(_folder.Path, arguments);

    /// <summary>Every file with its bytes, to see that nothing was written.</summary>
    public string Snapshot() => string.Join('\n', _folder.Files().Select(file => $"{file}\n{_folder.Read(file)}"));
}
