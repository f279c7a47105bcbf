using System.Text.Json;

namespace Errand.Web.Http;

/// <summary>Pieces of JSON that several answers have.</summary>
internal static class JsonPieces
{
    public static string WordOf(TaskState status) => status switch
    {
        TaskState.Waiting => "waiting",
        TaskState.Running => "running",
        _ => "done",
    };

    public static void WriteRaw(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value.Span, skipInputValidation: true);
    }
}
