using System.Collections.Concurrent;
using System.Net;
using System.Text;
using MeshGitOps.EndToEnd.Git;

namespace MeshGitOps.EndToEnd.Action;

/// <summary>GitHub, as far as the action asks it: the files of releases, the comments of one pull request, and who a token is.</summary>
internal sealed class GithubServer : IDisposable
{
    public const string Token = "ghs_abcdefghijklmnopqrstuvwxyz0123456789";

    private readonly HttpListener _listener;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly Task _listening;

    private GithubServer(HttpListener listener, int port)
    {
        _listener = listener;
        Url = $"http://127.0.0.1:{port}";
        _listening = Task.Run(Listen);
    }

    public string Url { get; }

    /// <summary>Method and path of what was asked for, in order, without the host.</summary>
    public IEnumerable<string> Requests => _requests;

    /// <summary>The files of releases by <c>v1.2.3/NAME</c>.</summary>
    public ConcurrentDictionary<string, byte[]> Assets { get; } = new(StringComparer.Ordinal);

    public PullRequestComments Comments { get; } = new();

    /// <summary>What GraphQL says the token is; null where it does not answer.</summary>
    public string? Account { get; set; } = "github-actions[bot]";

    public static GithubServer Start()
    {
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort.Next();
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return new GithubServer(listener, port);
            }
            catch (HttpListenerException) when (attempt < FreePort.Tries)
            {
                listener.Close();
            }
        }
    }

    public void Dispose()
    {
        _listener.Close();
        _listening.Wait(TimeSpan.FromSeconds(30));
    }

    private async Task Listen()
    {
        while (_listener.IsListening)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return; // It was closed.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        try
        {
            var request = context.Request;
            var path = request.Url!.PathAndQuery;
            _requests.Enqueue($"{request.HttpMethod} {path}");
            using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
            var body = reader.ReadToEnd();
            var isOurs = request.Headers["Authorization"] == $"Bearer {Token}";
            var answer = path switch
            {
                _ when path.StartsWith("/acme/meshgitops/releases/download/", StringComparison.Ordinal) => Release(path[35..], request.Headers["Authorization"]),
                _ when path.StartsWith("/storage/", StringComparison.Ordinal) => Asset(path[9..], request.Headers["Authorization"]),
                _ when !isOurs => new(401, "{\"message\": \"Bad credentials\"}"),
                "/api/graphql" => Viewer(),
                _ => Comments.Answer(request.HttpMethod, path, body),
            };
            context.Response.StatusCode = answer.Status;
            foreach (var (name, value) in answer.Headers)
            {
                context.Response.AddHeader(name, value);
            }

            context.Response.OutputStream.Write(answer.Bytes);
            context.Response.Close();
        }
        catch (Exception exception) when (exception is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            context.Response.Abort();
        }
    }

    /// <summary>GitHub keeps the files elsewhere, and a token has no business there.</summary>
    private GithubAnswer Release(string asset, string? authorization) =>
        authorization is not null ? new(400, "A release is asked for with a token.")
        : !Assets.ContainsKey(asset) ? new(404, "Not Found")
        : new(302, "") { Headers = [("Location", $"{Url}/storage/{asset}")] };

    private GithubAnswer Asset(string asset, string? authorization) =>
        authorization is not null ? new(400, "The storage got a token.") : new(200, Assets[asset]);

    private GithubAnswer Viewer() =>
        Account is null ? new(502, "<html>") : new(200, $"{{\"data\": {{\"viewer\": {{\"login\": \"{Account}\"}}}}}}");
}
