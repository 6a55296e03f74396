namespace MeshGitOps;

/// <summary>
/// Select for the native build alone. Every iterator of .NET 9's LINQ can be turned into another one by Select, which the native compiler
/// compiles for each pair of value types in the program: half of the file. Extension methods of an enclosing namespace come before those
/// of System.Linq. From .NET 10 on, UseSizeOptimizedLinq does the same.
/// </summary>
internal static class NativeSelect
{
    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector)
    {
        foreach (var item in source)
        {
            yield return selector(item);
        }
    }

    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, int, TResult> selector)
    {
        var index = 0;
        foreach (var item in source)
        {
            yield return selector(item, index);
            index++;
        }
    }
}
