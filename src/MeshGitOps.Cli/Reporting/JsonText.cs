using System.Buffers;
using System.Text;
using System.Text.Json;

namespace MeshGitOps.Cli.Reporting;

/// <summary>JSON as text, indented, with a line end. Everything but printable ASCII is escaped, so it is harmless on a terminal.</summary>
internal static class JsonText
{
    public static string Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }
}
