using System.Globalization;
using System.Text;
using MeshGitOps.Specs.Text;

namespace MeshGitOps.Specs.Schemas;

/// <summary>The way from the root of a document to a field, for messages: <c>members[0].clusters</c>. A leading <c>spec</c> is left out.</summary>
internal sealed class FieldPath
{
    private readonly List<Segment> _segments = [];

    /// <summary>For objects of others, which say 'spec' in their own messages.</summary>
    public bool KeepsSpec { get; init; }

    public int Depth => _segments.Count;

    public void Push(string name) => _segments.Add(new Segment(name, 0));

    public void Push(int index) => _segments.Add(new Segment(null, index));

    public void Pop() => _segments.RemoveAt(_segments.Count - 1);

    public string With(string name)
    {
        Push(name);
        var text = ToString();
        Pop();
        return text;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var segment in !KeepsSpec && _segments.Count > 1 && _segments[0].Name == "spec" ? _segments.Skip(1) : _segments)
        {
            if (segment.Name is null)
            {
                text.Append('[').Append(segment.Index.ToString(CultureInfo.InvariantCulture)).Append(']');
                continue;
            }

            text.Append(text.Length > 0 ? "." : "").Append(Shown.Of(segment.Name));
        }

        return text.ToString();
    }

    private readonly record struct Segment(string? Name, int Index);
}
