using MeshGitOps.Cli;
using MeshGitOps.Rendering.Planning;

namespace MeshGitOps.Tests.Cli;

public sealed class LockFileTests
{
    private static readonly AddressLock One =
        new(AddressLock.Empty.Addresses.Add("a.example.com", new LockedAddress("240.0.0.7", null)));

    [Fact]
    public void Is_the_same_after_it_was_written_whatever_the_line_ends()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("locks/addresses.lock.yaml");

        Assert.True(LockFile.Differs(path, One));
        LockFile.Write(path, One);

        Assert.False(LockFile.Differs(path, One));
        Assert.True(LockFile.Differs(path, AddressLock.Empty));
        File.WriteAllText(path, File.ReadAllText(path).ReplaceLineEndings("\r\n"));
        Assert.False(LockFile.Differs(path, One));
        Assert.Equal(["locks/addresses.lock.yaml"], folder.Files());
    }

    [Fact]
    public void Needs_no_file_where_there_is_no_host()
    {
        using var folder = new TemporaryFolder();

        Assert.False(LockFile.Differs(folder.At("addresses.lock.yaml"), AddressLock.Empty));
    }
}
