using System.Globalization;
using System.Text;

namespace MeshGitOps.Rendering.Templates;

/// <summary>Takes what a render writes, up to a limit.</summary>
internal sealed class BoundedWriter() : TextWriter(CultureInfo.InvariantCulture)
{
    private readonly StringBuilder _text = new();

    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value)
    {
        Reserve(1);
        _text.Append(value);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        Reserve(buffer.Length);
        _text.Append(buffer);
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override string ToString() => _text.ToString();

    private void Reserve(int length)
    {
        if (_text.Length + length > TemplateLimits.OutputLength)
        {
            throw new TemplateFailure(
                TemplateDiagnostics.Limit,
                string.Create(CultureInfo.InvariantCulture, $"brings the output over {TemplateLimits.OutputLength} characters"),
                "Loop over less, or render for each GlobalNamespace or GlobalService instead.");
        }
    }
}
