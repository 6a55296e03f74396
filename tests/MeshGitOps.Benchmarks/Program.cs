using MeshGitOps.Benchmarks;

return args switch
{
    ["generate", var folder, var clusters, var services] => Generate(folder, clusters, services),
    ["table"] => BenchmarkTable.Run([]),
    ["table", .. var names] => BenchmarkTable.Run(names),
    _ => Usage(),
};

static int Generate(string folder, string clusters, string services)
{
    if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
    {
        Console.Error.WriteLine($"'{folder}' is not empty.");
        return 2;
    }

    FleetGenerator.Write(folder, Number(clusters), Number(services));
    return 0;
}

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        dotnet run -c Release --project tests/MeshGitOps.Benchmarks -- table [render|publish|scale|kustomize|read|rules ...]
        dotnet run -c Release --project tests/MeshGitOps.Benchmarks -- generate FOLDER CLUSTERS SERVICES
        """);
    return 2;
}
