using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace MeshGitOps.EndToEnd.Git;

/// <summary>Serves a bare repository over smart http on the loopback interface, for fetch and push, until it is disposed.</summary>
internal sealed class GitHttpServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly HttpBackend _backend;
    private readonly string? _credentials;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentDictionary<Task, bool> _answers = new();
    private readonly Task _listening;

    private GitHttpServer(HttpListener listener, int port, HttpBackend backend, string repository, string? credentials)
    {
        _listener = listener;
        _backend = backend;
        _credentials = credentials;
        Url = $"http://127.0.0.1:{port}/{repository}";
        _listening = Task.Run(Listen);
    }

    /// <summary>Without a credential.</summary>
    public string Url { get; }

    /// <summary>Method and path of what was asked for, in order, with <c>401</c> behind it where it was refused.</summary>
    public IEnumerable<string> Requests => _requests;

    /// <param name="credentials"><c>user:password</c> that everybody must give; null lets everybody in.</param>
    public static GitHttpServer Serve(ScratchRepository repository, string? credentials = null)
    {
        for (var attempt = 0; ; attempt++)
        {
            var port = FreePort.Next();
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return new GitHttpServer(listener, port, new HttpBackend(repository), Path.GetFileName(repository.Root), credentials);
            }
            catch (HttpListenerException) when (attempt < FreePort.Tries)
            {
                listener.Close();
            }
        }
    }

    /// <summary>The address with a credential in it, as a user should not write it but does.</summary>
    public string UrlWith(string credentials) => Url.Replace("://", $"://{credentials}@", StringComparison.Ordinal);

    public void Dispose()
    {
        _listener.Close();
        _listening.Wait(TimeSpan.FromSeconds(30));
        Task.WaitAll([.. _answers.Keys], TimeSpan.FromSeconds(30));
    }

    private async Task Listen()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _answers.TryAdd(Task.Run(() => Answer(context)), true);
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
            var asked = $"{context.Request.HttpMethod} {context.Request.Url?.PathAndQuery}";
            if (_credentials is not null && context.Request.Headers["Authorization"] != $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(_credentials))}")
            {
                _requests.Enqueue($"{asked} 401");
                context.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
                context.Response.AddHeader("WWW-Authenticate", "Basic realm=\"test\"");
            }
            else
            {
                _requests.Enqueue(asked);
                _backend.Answer(context.Request, context.Response, _credentials is null ? null : "user");
            }

            context.Response.Close();
        }
        catch (Exception exception) when (exception is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client was killed, or the server closed, in the middle of an answer.
            context.Response.Abort();
        }
    }
}
