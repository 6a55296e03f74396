using MeshGitOps.Benchmarks;

return args switch
{
    ["generate", var folder, var clusters, var services] => Generate(folder, () => FleetGenerator.Write(folder, Number(clusters), Number(services))),
    ["generate", var folder, var documents] => Generate(folder, () => MixedDocuments.Write(folder, Number(documents))),
    ["table"] => BenchmarkTable.Run([]),
    ["table", .. var names] => BenchmarkTable.Run(names),
    _ => Usage(),
};

static int Generate(string folder, Action write)
{
    if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
    {
        Console.Error.WriteLine($"'{folder}' is not empty.");
        return 2;
    }

    write();
    return 0;
}

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("""
        dotnet run -c Release --project tests/MeshGitOps.Benchmarks -- table [start|render|publish|scale|kustomize|read|rules ...]
        dotnet run -c Release --project tests/MeshGitOps.Benchmarks -- generate FOLDER CLUSTERS SERVICES
        dotnet run -c Release --project tests/MeshGitOps.Benchmarks -- generate FOLDER DOCUMENTS
        """);
    return 2;
}
