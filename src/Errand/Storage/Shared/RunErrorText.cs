using System.Buffers;
using System.Text;
using System.Text.Json;
using Errand.Storage.Messages;

namespace Errand.Storage.Shared;

/// <summary>A <see cref="RunError"/> as it is stored: <c>{"kind":…,"message":…}</c>.</summary>
internal static class RunErrorText
{
    public static byte[] Write(RunError error)
    {
        var text = new ArrayBufferWriter<byte>(128);
        using var json = new Utf8JsonWriter(text);
        json.WriteStartObject();
        // Encoded first, because an exception's message may contain half a surrogate pair, which the writer refuses and the encoding
        // replaces.
        json.WriteString("kind"u8, Encoding.UTF8.GetBytes(error.Kind));
        json.WriteString("message"u8, Encoding.UTF8.GetBytes(error.Message));
        json.WriteEndObject();
        json.Flush();
        return text.WrittenSpan.ToArray();
    }

    public static RunError Read(byte[] text)
    {
        using var json = JsonDocument.Parse(text);
        return new RunError(json.RootElement.GetProperty("kind").GetString()!, json.RootElement.GetProperty("message").GetString()!);
    }
}
