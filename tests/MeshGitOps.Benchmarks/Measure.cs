using System.Diagnostics;

namespace MeshGitOps.Benchmarks;

/// <summary>Times of whole actions. The machine is noisy: medians of several rounds, and ratios from one run.</summary>
internal static class Measure
{
    public const int Rounds = 5;

    /// <summary>The median time of <paramref name="action"/> over <see cref="Rounds"/> rounds.</summary>
    public static TimeSpan Median(Action action) => Median(Rounds, () => { }, action);

    /// <param name="prepare">Runs before each round and is not timed.</param>
    public static TimeSpan Median(int rounds, Action prepare, Action action)
    {
        var times = new List<TimeSpan>();
        for (var round = 0; round < rounds; round++)
        {
            prepare();
            var watch = Stopwatch.StartNew();
            action();
            times.Add(watch.Elapsed);
        }

        return Middle(times);
    }

    /// <summary>The median.</summary>
    public static TimeSpan Middle(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>Empties the write cache of the system, so that nobody pays for what was written before.</summary>
    public static void Flush()
    {
        if (OperatingSystem.IsLinux())
        {
            Process("sync");
        }
    }

    /// <summary>Runs a program to its end; its peak memory is sampled from the kernel's high-water mark.</summary>
    public static (TimeSpan Time, long PeakBytes, int ExitCode) Process(string program, params string[] arguments) =>
        Process(new ProcessStartInfo(program, arguments));

    public static (TimeSpan Time, long PeakBytes, int ExitCode) Process(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var watch = Stopwatch.StartNew();
        using var process = System.Diagnostics.Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        long peak = 0;
        while (!process.WaitForExit(20))
        {
            peak = Math.Max(peak, HighWaterMark(process.Id));
        }

        var time = watch.Elapsed;
        Task.WaitAll(output, errors);
        if (process.ExitCode != 0)
        {
            Console.Error.WriteLine(output.Result[^Math.Min(2000, output.Result.Length)..]);
            Console.Error.WriteLine(errors.Result[^Math.Min(2000, errors.Result.Length)..]);
        }

        return (time, peak, process.ExitCode);
    }

    /// <summary>Linux only; 0 elsewhere and after the end of the process.</summary>
    private static long HighWaterMark(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
