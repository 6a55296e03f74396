using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace MeshGitOps.EndToEnd.Git;

/// <summary>One request answered by <c>git http-backend</c>, which is a CGI program (RFC 3875).</summary>
internal sealed class HttpBackend(ScratchRepository repository)
{
    private readonly string _program = Path.Combine(repository.Git("--exec-path"), "git-http-backend");

    /// <param name="user">Who asks; null where the server does not know.</param>
    public void Answer(HttpListenerRequest request, HttpListenerResponse response, string? user)
    {
        using var process = Start(request, user);
        try
        {
            var reading = Task.Run(() =>
            {
                try
                {
                    request.InputStream.CopyTo(process.StandardInput.BaseStream);
                    process.StandardInput.Close();
                }
                catch (IOException)
                {
                    // It did not want to read everything.
                }
            });
            var error = process.StandardError.ReadToEndAsync();
            var output = new BufferedStream(process.StandardOutput.BaseStream);
            while (ReadLine(output) is { Length: > 0 } header)
            {
                SetHeader(response, header);
            }

            output.CopyTo(response.OutputStream);
            reading.Wait();
            process.WaitForExit();
            error.Wait();
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private Process Start(HttpListenerRequest request, string? user)
    {
        var start = new ProcessStartInfo(_program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in repository.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["GIT_PROJECT_ROOT"] = Path.GetDirectoryName(repository.Root);
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["PATH_INFO"] = Uri.UnescapeDataString(request.Url?.AbsolutePath ?? "/");
        start.Environment["QUERY_STRING"] = request.Url?.Query.TrimStart('?') ?? "";
        start.Environment["REQUEST_METHOD"] = request.HttpMethod;
        start.Environment["CONTENT_TYPE"] = request.ContentType ?? "";
        start.Environment["REMOTE_ADDR"] = "127.0.0.1";
        start.Environment["REMOTE_USER"] = user ?? "anybody"; // Without one, receive-pack is off.
        start.Environment["HTTP_CONTENT_ENCODING"] = request.Headers["Content-Encoding"] ?? "";
        start.Environment["GIT_PROTOCOL"] = request.Headers["Git-Protocol"] ?? "";
        if (request.ContentLength64 >= 0)
        {
            start.Environment["CONTENT_LENGTH"] = request.ContentLength64.ToString(CultureInfo.InvariantCulture);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("git http-backend did not start.");
    }

    private static string ReadLine(BufferedStream output)
    {
        var line = new StringBuilder();
        int next;
        while ((next = output.ReadByte()) is not ('\n' or -1))
        {
            line.Append((char)next);
        }

        return line.ToString().TrimEnd('\r');
    }

    private static void SetHeader(HttpListenerResponse response, string header)
    {
        var colon = header.IndexOf(':', StringComparison.Ordinal);
        var (name, value) = (header[..colon], header[(colon + 1)..].Trim());
        switch (name)
        {
            case "Status":
                response.StatusCode = int.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture);
                break;
            case "Content-Type":
                response.ContentType = value;
                break;
            case "Content-Length":
                response.ContentLength64 = long.Parse(value, CultureInfo.InvariantCulture);
                break;
            default:
                response.AddHeader(name, value);
                break;
        }
    }
}
