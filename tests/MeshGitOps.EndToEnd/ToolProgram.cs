using System.Collections.Immutable;
using System.Diagnostics;

namespace MeshGitOps.EndToEnd;

/// <summary>
/// The program that tests and benchmarks start: <c>MESHGITOPS_TOOL</c> names it with its whole path, a native binary or an assembly
/// (<c>*.dll</c>); without it, the assembly that was built with them.
/// </summary>
internal static class ToolProgram
{
    /// <summary>Null where the variable is not set.</summary>
    public static string? Named { get; } = Environment.GetEnvironmentVariable("MESHGITOPS_TOOL") is { Length: > 0 } path ? path : null;

    /// <summary>Whether another program than the assembly of the tests is to be tested.</summary>
    public static bool IsNative => Named is not null && !IsAssembly(Named);

    /// <summary>The words of a command line before the first argument.</summary>
    private static readonly ImmutableArray<string> Command = Words(Named ?? Path.Combine(AppContext.BaseDirectory, "meshgitops.dll"));

    /// <summary>As a shell script takes it, before the arguments.</summary>
    public static string ShellCommand => string.Join(' ', Command.Select(word => $"'{word}'"));

    public static ProcessStartInfo StartWith(params IEnumerable<string> arguments) => new(Command[0], [.. Command[1..], .. arguments]);

    private static ImmutableArray<string> Words(string program) => IsAssembly(program) ? ["dotnet", program] : [program];

    private static bool IsAssembly(string program) => program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
}
