using System.Text.Json.Nodes;

namespace MeshGitOps.EndToEnd.Action;

/// <summary>The comment of a pull request: one for each workspace and command, edited by later runs.</summary>
public sealed class ActionCommentTests : IDisposable
{
    private readonly ActionWorkspace _workspace = new();

    public ActionCommentTests() => _workspace.Repository.Write("mesh/broken.yaml", "a: [\n");

    private PullRequestComments Comments => _workspace.Github.Comments;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Is_made_once_and_edited_by_the_runs_that_follow()
    {
        Run();
        var comment = Assert.Single(Comments.All);
        Assert.StartsWith("<!-- meshgitops validate ", comment.Body, StringComparison.Ordinal);
        Assert.Contains("\n## ❌ meshgitops: 1 error\n", comment.Body, StringComparison.Ordinal);

        Assert.Contains("The comment of the pull request says this already.", Run().Output, StringComparison.Ordinal);
        Assert.Equal(0, Assert.Single(Comments.All).Edits);

        File.Delete(Path.Combine(_workspace.Repository.Root, "mesh/broken.yaml"));
        Assert.Equal(0, Run().ExitCode);
        Assert.Equal(1, Assert.Single(Comments.All).Edits);
        Assert.Contains("\n## ✅ meshgitops: nothing to mend\n", Comments.All[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_command_or_path_has_a_comment_of_its_own()
    {
        Run();
        _workspace.Run(("comment", "true"), ("command", "render"));
        _workspace.Run(("comment", "true"), ("path", "./mesh/"));
        _workspace.Run(("comment", "true"), ("path", "mesh"));

        Assert.Equal(3, Comments.All.Count);
        Assert.Equal(3, Comments.All.Select(comment => comment.Body.Split('\n')[0]).Distinct().Count());
    }

    [Fact]
    public void Is_not_made_where_there_is_nothing_to_say()
    {
        File.Delete(Path.Combine(_workspace.Repository.Root, "mesh/broken.yaml"));

        var result = _workspace.Run(("comment", "true"), ("command", "diff")).Succeeded();

        Assert.Contains("There is nothing to comment on.", result.Output, StringComparison.Ordinal);
        Assert.Empty(Comments.All);
    }

    [Fact]
    public void Is_found_on_a_later_page()
    {
        for (var i = 0; i < 250; i++)
        {
            Comments.Add("somebody", "User", $"Comment {i}");
        }

        Run();
        Run();
        File.Delete(Path.Combine(_workspace.Repository.Root, "mesh/broken.yaml"));
        Run();

        Assert.Equal(251, Comments.All.Count);
        Assert.Equal(1, Comments.All[^1].Edits);
        Assert.Contains("GET /api/v3/repos/acme/mesh/issues/7/comments?per_page=100&page=3", _workspace.Github.Requests);
    }

    [Theory]
    [InlineData("somebody", "User")]
    [InlineData("another[bot]", "Bot")]
    [InlineData("github-actions", "User")]
    public void A_comment_of_somebody_else_is_not_touched_whatever_it_bears(string login, string type)
    {
        Run();
        var mark = Comments.All[0].Body.Split('\n')[0];
        Comments.Add(login, type, $"{mark}\nMine.");
        Comments.Add("github-actions[bot]", "Bot", $"Quoted: {mark}\nNot a report.");
        File.Delete(Path.Combine(_workspace.Repository.Root, "mesh/broken.yaml"));

        Run();

        Assert.Equal([1, 0, 0], Comments.All.Select(comment => comment.Edits));
    }

    [Fact]
    public void Only_that_of_somebody_else_is_no_comment_of_ours()
    {
        Run();
        var mark = Comments.All[0].Body.Split('\n')[0];
        _workspace.Github.Account = "app";

        Run();

        Assert.Equal(2, Comments.All.Count);
        Assert.StartsWith(mark, Comments.All[1].Body, StringComparison.Ordinal);
        Assert.Equal([0, 0], Comments.All.Select(comment => comment.Edits));
    }

    [Fact]
    public void Belongs_to_the_bot_of_the_job_where_GitHub_does_not_say_who_the_token_is()
    {
        _workspace.Github.Account = null;
        Run();
        File.Delete(Path.Combine(_workspace.Repository.Root, "mesh/broken.yaml"));
        Run();

        Assert.Equal(1, Assert.Single(Comments.All).Edits);
    }

    [Theory]
    [InlineData(403, "notice")]
    [InlineData(404, "notice")]
    [InlineData(422, "warning")]
    [InlineData(500, "warning")]
    public void Is_left_out_with_one_line_where_the_token_may_not_write(int status, string level)
    {
        Comments.Refusal = new(status, "{\"message\": \"Resource not accessible by integration\"}");

        var result = Run();

        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith("The summary of the step has the same text.", Assert.Single(result.Texts(level), text => text.Contains("summary of the step", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Empty(Comments.All);
    }

    [Fact]
    public void A_fork_does_not_turn_a_clean_run_into_a_failure()
    {
        File.Delete(Path.Combine(_workspace.Repository.Root, "mesh/broken.yaml"));
        _workspace.Warn();
        Comments.Refusal = new(403, "{\"message\": \"Resource not accessible by integration\"}");

        var result = Run().Succeeded();

        Assert.StartsWith("The token may not comment on the pull request (", Assert.Single(result.Texts("notice")), StringComparison.Ordinal);
    }

    [Fact]
    public void Waits_for_a_limit_that_is_soon_over_and_for_no_other()
    {
        Comments.RefuseNext(new(429, "") { Headers = [("Retry-After", "1")] });
        Run();
        Assert.Single(Comments.All);

        var reset = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        Comments.RefuseNext(new(403, "") { Headers = [("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", reset)] });
        var result = Run();
        Assert.Contains(result.Texts("warning"), text => text.StartsWith("The pull request has no comment, since GitHub takes no more requests for now.", StringComparison.Ordinal));
        Assert.Equal(1, result.ExitCode);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{\"message\": \"::error::forged\"}")]
    public void An_answer_of_another_form_fails_nothing(string answer)
    {
        Comments.RefuseNext(new(200, answer));

        var result = Run();

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("forged", result.Texts("error"));
        Assert.Contains(result.Texts("warning"), text => text.Contains("something else than comments", StringComparison.Ordinal));
    }

    /// <summary>A comment of an account that is gone has no user.</summary>
    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("{\"id\": 1, \"body\": \"MARK\", \"user\": null}")]
    [InlineData("{\"id\": 1, \"body\": null, \"user\": {\"login\": \"github-actions[bot]\"}}")]
    [InlineData("{\"id\": 1, \"body\": 7, \"user\": {\"login\": \"github-actions[bot]\"}}")]
    [InlineData("{\"id\": \"1/../2\", \"body\": \"MARK\", \"user\": {\"login\": \"github-actions[bot]\"}}")]
    [InlineData("{\"id\": 1, \"body\": \"MARK\", \"user\": \"github-actions[bot]\"}")]
    public void A_comment_of_another_form_is_none_of_ours(string comment)
    {
        Run();
        Comments.RefuseNext(new(200, $"[{comment.Replace("MARK", Comments.All[0].Body.Split('\n')[0], StringComparison.Ordinal)}]"));

        var result = Run();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The pull request has a comment.", result.Output, StringComparison.Ordinal);
        Assert.Equal([0, 0], Comments.All.Select(made => made.Edits));
    }

    [Fact]
    public void Is_never_longer_than_GitHub_takes()
    {
        for (var i = 0; i < 400; i++)
        {
            _workspace.Repository.Write($"mesh/broken-{i:000}-{new string('x', 150)}.yaml", $"apiVersion: mesh.gitops/v1\nkind: Nothing{i}\nmetadata: {{name: {new string('y', 60)}}}\na: [\n");
        }

        Run();

        Assert.InRange(Assert.Single(Comments.All).Body.Length, 50_000, 65_536);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ghs_x\"\nurl = \"http://127.0.0.1:1/")]
    public void A_token_that_is_none_is_not_sent(string token)
    {
        var result = _workspace.Run(("comment", "true"), ("token", token));

        Assert.Contains(result.Texts("warning"), text => text.StartsWith("The pull request has no comment: input 'token' is empty, or no token.", StringComparison.Ordinal));
        Assert.DoesNotContain(_workspace.Github.Requests, request => request.Contains("/api/", StringComparison.Ordinal));
    }

    [Fact]
    public void An_event_without_a_pull_request_has_none()
    {
        _workspace.Event = new JsonObject { ["ref"] = "refs/heads/main" };

        var result = Run();

        Assert.StartsWith("There is no comment: the event 'pull_request' is of no pull request.", Assert.Single(result.Texts("notice")), StringComparison.Ordinal);
        Assert.Empty(Comments.All);
    }

    private ActionResult Run() => _workspace.Run(("comment", "true"));
}
