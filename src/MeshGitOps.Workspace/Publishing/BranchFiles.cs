using System.Collections.Immutable;
using System.Text;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>
/// What lies at the root of a published branch beside the rendered files, as Argo CD's hydrator leaves it
/// (commitserver/commit/hydratorhelper.go): the metadata, a README for people, and attributes that fold both in a pull request.
/// </summary>
internal static class BranchFiles
{
    private const string Mark = "<!-- Written by meshgitops. -->";

    private const string AttributesMark = "# Written by meshgitops.";

    public static bool IsOne(string path) => path is HydratorMetadata.FileName or "README.md" or ".gitattributes";

    /// <summary>A README or attributes that somebody else put there stay.</summary>
    /// <param name="readPublished">The bytes of a file at the root of the branch; null where there is none.</param>
    public static ImmutableArray<ImportedFile> Of(Func<string, byte[]?> readPublished, SourceCommit source, string? repositoryUrl, string workspace)
    {
        var files = ImmutableArray.CreateBuilder<ImportedFile>();
        files.Add(new ImportedFile(HydratorMetadata.FileName, HydratorMetadata.Write(source, repositoryUrl, workspace)));
        AddIfOurs("README.md", Mark, Readme(workspace, repositoryUrl));
        AddIfOurs(
            ".gitattributes",
            AttributesMark,
            $"{AttributesMark}\n**/README.md linguist-generated=true\n**/hydrator.metadata linguist-generated=true\n**/.meshgitops/** linguist-generated=true\n");
        return files.ToImmutable();

        void AddIfOurs(string path, string mark, string text)
        {
            if (readPublished(path) is not { } old || Encoding.UTF8.GetString(old).StartsWith(mark, StringComparison.Ordinal))
            {
                files.Add(new ImportedFile(path, Encoding.UTF8.GetBytes(text)));
            }
        }
    }

    /// <summary>It says nothing that changes with each commit: 'hydrator.metadata' does.</summary>
    private static string Readme(string workspace, string? repositoryUrl)
    {
        var folder = workspace.Length == 0 ? "" : $" {Code(workspace)}";
        var from = repositoryUrl is null ? "" : $" of {Code(RepositoryUrl.WithoutCredentials(repositoryUrl))}";
        return $"""
            {Mark}
            # Rendered manifests

            Do not edit this branch: `meshgitops publish` writes it from the specs{from}, and replaces what is edited here.
            `hydrator.metadata` names the source commit.

            What lies here can be rendered again:

            ```shell
            git checkout <drySha of hydrator.metadata>
            meshgitops render{folder}
            ```

            - `clusters/<cluster>/`: the manifests of each cluster, for Argo CD or Flux.
            - `.meshgitops/<cluster>/`: which files are ours, and parameters for generators.

            """.ReplaceLineEndings("\n");
    }

    private static string Code(string text) => $"`{text.Replace('`', '\'')}`";
}
