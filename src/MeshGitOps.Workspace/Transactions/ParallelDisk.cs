using System.Runtime.ExceptionServices;

namespace MeshGitOps.Workspace.Transactions;

/// <summary>Runs disk operations on all cores; the first failure is thrown as itself.</summary>
internal static class ParallelDisk
{
    private static readonly ParallelOptions Options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    public static void For(int count, Action<int> body)
    {
        try
        {
            Parallel.For(0, count, Options, body);
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }
}
