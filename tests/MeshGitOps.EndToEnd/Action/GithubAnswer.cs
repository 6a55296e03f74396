using System.Collections.Immutable;
using System.Text;

namespace MeshGitOps.EndToEnd.Action;

internal sealed record GithubAnswer(int Status, byte[] Bytes)
{
    public GithubAnswer(int status, string text)
        : this(status, Encoding.UTF8.GetBytes(text))
    {
    }

    public ImmutableArray<(string Name, string Value)> Headers { get; init; } = [];
}
