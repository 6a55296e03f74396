using System.Text.Json;
using System.Text.Json.Nodes;

namespace MeshGitOps.EndToEnd.Action;

/// <summary>The comments of pull request 7 of <c>acme/mesh</c>, in pages as GitHub gives them.</summary>
internal sealed class PullRequestComments
{
    private const string Pull = "/api/v3/repos/acme/mesh/issues/7/comments";
    private const string One = "/api/v3/repos/acme/mesh/issues/comments/";

    private readonly List<PullRequestComment> _all = [];
    private readonly Queue<GithubAnswer> _refusals = new();

    public IReadOnlyList<PullRequestComment> All => _all;

    /// <summary>The answer to every request that would write; null where they are obeyed.</summary>
    public GithubAnswer? Refusal { get; set; }

    public PullRequestComment Add(string login, string type, string body)
    {
        var comment = new PullRequestComment(_all.Count + 1, login, type, body);
        _all.Add(comment);
        return comment;
    }

    /// <summary>The next request gets this answer, whatever it asks.</summary>
    public void RefuseNext(GithubAnswer answer) => _refusals.Enqueue(answer);

    public GithubAnswer Answer(string method, string path, string body)
    {
        if (_refusals.TryDequeue(out var refusal))
        {
            return refusal;
        }

        if (method != "GET" && Refusal is not null)
        {
            return Refusal;
        }

        if (method == "GET" && path.StartsWith($"{Pull}?per_page=100&page=", StringComparison.Ordinal))
        {
            var page = int.Parse(path[$"{Pull}?per_page=100&page=".Length..], System.Globalization.CultureInfo.InvariantCulture);
            return new(200, JsonSerializer.Serialize(_all.Skip((page - 1) * 100).Take(100).Select(comment => comment.Json)));
        }

        var text = TextOf(body);
        if (text is null || text.Length > 65_536)
        {
            return new(422, "{\"message\": \"Body is too long (maximum is 65536 characters)\"}");
        }

        if (method == "POST" && path == Pull)
        {
            return new(201, Add("github-actions[bot]", "Bot", text).Json.ToJsonString());
        }

        if (method == "PATCH" && path.StartsWith(One, StringComparison.Ordinal))
        {
            var id = int.Parse(path[One.Length..], System.Globalization.CultureInfo.InvariantCulture);
            _all[id - 1] = _all[id - 1] with { Body = text, Edits = _all[id - 1].Edits + 1 };
            return new(200, _all[id - 1].Json.ToJsonString());
        }

        return new(404, "{\"message\": \"Not Found\"}");
    }

    private static string? TextOf(string body) => JsonNode.Parse(body)?["body"]?.GetValue<string>();
}

/// <param name="Type">User or Bot.</param>
internal sealed record PullRequestComment(int Id, string Login, string Type, string Body)
{
    public int Edits { get; init; }

    /// <summary>GitHub gives the lines of a comment back with CR.</summary>
    public JsonObject Json => new()
    {
        ["id"] = Id,
        ["user"] = new JsonObject { ["login"] = Login, ["type"] = Type },
        ["body"] = Body.Replace("\n", "\r\n", StringComparison.Ordinal).TrimEnd(),
    };
}
