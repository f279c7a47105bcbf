using System.Text.Json;

namespace Errand.HistoryChecker;

/// <summary>Writes an event as one line of JSON, and reads it.</summary>
internal static class HistoryFormat
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        AllowOutOfOrderMetadataProperties = true,
    };

    public static byte[] Line(HistoryEvent happening) => [.. JsonSerializer.SerializeToUtf8Bytes(happening, Options), (byte)'\n'];

    /// <summary>Null when the line is torn.</summary>
    public static HistoryEvent? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<HistoryEvent>(line, Options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // NotSupported: the line lost the word that names its event.
            return null;
        }
    }
}
