using System.Text.Json;

namespace Errand.Web.Http;

/// <summary>Pieces of JSON that several answers have.</summary>
internal static class JsonPieces
{
    private static readonly JsonEncodedText At = JsonEncodedText.Encode("at");

    public static string WordOf(TaskState status) => status switch
    {
        TaskState.Waiting => "waiting",
        TaskState.Running => "running",
        _ => "done",
    };

    public static string? WordOf(OutcomeState? outcome) => outcome switch
    {
        OutcomeState.Succeeded => "succeeded",
        OutcomeState.Failed => "failed",
        OutcomeState.Cancelled => "cancelled",
        _ => null,
    };

    public static void WriteError(Utf8JsonWriter json, TaskError? error)
    {
        if (error is null)
        {
            json.WriteNull("error"u8);
            return;
        }

        json.WriteStartObject("error"u8);
        json.WriteString("kind"u8, error.Kind);
        json.WriteString("message"u8, error.Message);
        json.WriteNumber("attempt"u8, error.Attempt);
        Instants.Write(json, At, error.At);
        json.WriteEndObject();
    }

    public static void WriteRaw(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value.Span, skipInputValidation: true);
    }
}
