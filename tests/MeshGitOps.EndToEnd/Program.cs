using MeshGitOps.EndToEnd.Output;

namespace MeshGitOps.EndToEnd;

/// <summary>The test assembly is also the program that a test kills: <c>dotnet MeshGitOps.EndToEnd.dll write-output DIRECTORY</c>.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is not ["write-output", var directory])
        {
            return 2;
        }

        OutputWriter.WriteForEver(directory);
        return 0;
    }
}
