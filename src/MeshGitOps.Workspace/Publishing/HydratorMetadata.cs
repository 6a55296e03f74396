using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Workspace.Publishing;

/// <summary>
/// The file <c>hydrator.metadata</c> at the root of a published branch, and the note on its commits: which source commit the branch stands for.
/// The fields are those of Argo CD's hydrator (util/hydrator, HydratorCommitMetadata) and of the contract of GitOps Promoter
/// (docs/advanced-usage/custom-hydrator); <c>workspace</c> and <c>outputDigest</c> are ours and are passed over by both.
/// </summary>
/// <param name="Workspace">The folder of the workspace in its repository; "" is the root.</param>
public sealed record HydratorMetadata(string DrySha, string? Workspace)
{
    /// <summary>Of a note: the digest of the tree that its commit holds; null where nobody says.</summary>
    public string? OutputDigest { get; init; }

    public const string FileName = "hydrator.metadata";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        // Argo CD writes it without HTML escapes; it is read by programs, never put into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Null where the bytes are none: anybody could have written them. A string of half a surrogate pair is found only when it is taken out.</summary>
    public static HydratorMetadata? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            return TextOf(root, "drySha") is { } sha
                ? new HydratorMetadata(sha, root.TryGetProperty("workspace", out var workspace) ? TextOf(workspace, "path") : null)
                {
                    OutputDigest = TextOf(root, "outputDigest"),
                }
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <param name="repositoryUrl">Where the source lives; any credential in it is taken out.</param>
    public static byte[] Write(SourceCommit source, string? repositoryUrl, string workspace) => Write(json =>
    {
        WriteText(json, "repoURL", repositoryUrl is null ? null : RepositoryUrl.WithoutCredentials(repositoryUrl));
        json.WriteString("drySha", source.Sha);
        WriteText(json, "author", source.Author);
        WriteText(json, "date", source.Date);
        WriteText(json, "subject", SecretText.Redact(source.Subject));
        WriteText(json, "body", SecretText.Redact(source.Body));
        WriteReferences(json, source.References);
        json.WriteStartObject("workspace");
        json.WriteString("path", workspace);
        json.WriteEndObject();
    });

    /// <summary>The note on a commit, for a source commit that changed nothing of it too.</summary>
    public static byte[] WriteNote(string sha, string outputDigest) => Write(json =>
    {
        json.WriteString("drySha", sha);
        json.WriteString("outputDigest", outputDigest);
    });

    private static byte[] Write(Action<Utf8JsonWriter> writeFields)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            writeFields(json);
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static void WriteReferences(Utf8JsonWriter json, ImmutableArray<ReferencedCommit> references)
    {
        if (references.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("references");
        foreach (var reference in references)
        {
            json.WriteStartObject();
            json.WriteStartObject("commit");
            WriteText(json, "author", Redacted(reference.Author));
            WriteText(json, "date", reference.Date);
            WriteText(json, "subject", Redacted(reference.Subject));
            WriteText(json, "body", Redacted(reference.Body));
            WriteText(json, "sha", reference.Sha);
            WriteText(json, "repoURL", reference.RepoUrl is null ? null : RepositoryUrl.WithoutCredentials(reference.RepoUrl));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? Redacted(string? text) => text is null ? null : SecretText.Redact(text);

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
