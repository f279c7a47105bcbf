using System.Buffers;
using System.Text.Json;
using Errand.Storage.Messages;
using Errand.Web.Http;

namespace Errand.Web.Tasks;

/// <summary>Writes a task as the API shows it, straight from its record: arguments and result byte for byte as stored.</summary>
internal static class TaskViewWriter
{
    private static readonly JsonEncodedText RunAt = JsonEncodedText.Encode("runAt");
    private static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("createdAt");
    private static readonly JsonEncodedText StartedAt = JsonEncodedText.Encode("startedAt");
    private static readonly JsonEncodedText FinishedAt = JsonEncodedText.Encode("finishedAt");
    private static readonly JsonEncodedText ExpiresAt = JsonEncodedText.Encode("expiresAt");
    private static readonly JsonEncodedText At = JsonEncodedText.Encode("at");

    public static void Write(PooledBuffer body, TaskRecord task, string baseUrl)
    {
        using var json = new Utf8JsonWriter(body, JsonAnswer.Options);
        json.WriteStartObject();
        json.WriteNumber("id"u8, task.Id.Value);
        json.WriteString("type"u8, task.Type.Name);
        json.WriteString("status"u8, JsonPieces.WordOf(task.Status));
        json.WriteString("outcome"u8, WordOf(task.Outcome));
        json.WriteString("reason"u8, task.Reason);
        JsonPieces.WriteRaw(json, "args"u8, task.Args);
        WriteResult(json, task, baseUrl);
        WriteError(json, task.Error);
        WriteProgress(json, task);
        json.WriteString("queue"u8, task.Queue);
        json.WriteNumber("priority"u8, task.Priority);
        json.WriteNumber("attempt"u8, task.Attempt);
        json.WriteNumber("maxAttempts"u8, task.MaxAttempts);
        WriteTags(json, task.Tags);
        Instants.Write(json, CreatedAt, task.CreatedAt);
        Instants.Write(json, RunAt, task.RunAt);
        Instants.Write(json, StartedAt, task.StartedAt);
        Instants.Write(json, FinishedAt, task.FinishedAt);
        Instants.Write(json, ExpiresAt, task.ExpiresAt);
        json.WriteString("handler"u8, task.Handler?.ToString());
        WriteLinks(json, task.Id, baseUrl);
        json.WriteEndObject();
    }

    /// <summary>What a client gets that wants no more than it needs to go on.</summary>
    public static void WriteMinimal(PooledBuffer body, TaskRecord task)
    {
        using var json = new Utf8JsonWriter(body, JsonAnswer.Options);
        json.WriteStartObject();
        json.WriteNumber("id"u8, task.Id.Value);
        json.WriteString("status"u8, JsonPieces.WordOf(task.Status));
        json.WriteEndObject();
    }

    private static string? WordOf(OutcomeState? outcome) => outcome switch
    {
        OutcomeState.Succeeded => "succeeded",
        OutcomeState.Failed => "failed",
        OutcomeState.Cancelled => "cancelled",
        _ => null,
    };

    private static void WriteResult(Utf8JsonWriter json, TaskRecord task, string baseUrl)
    {
        if (task.Result is { } result)
        {
            JsonPieces.WriteRaw(json, "result"u8, result);
        }
        else if (task.ResultBytes is { } bytes)
        {
            json.WriteString("resultUrl"u8, TaskUrl.Result(baseUrl, task.Id));
            json.WriteNumber("resultBytes"u8, bytes);
        }
        else
        {
            json.WriteNull("result"u8);
        }
    }

    private static void WriteError(Utf8JsonWriter json, TaskError? error)
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

    private static void WriteProgress(Utf8JsonWriter json, TaskRecord task)
    {
        json.WriteStartObject("progress"u8);
        if (task.Progress is { } value)
        {
            json.WriteNumber("value"u8, value);
        }
        else
        {
            json.WriteNull("value"u8);
        }

        json.WriteString("message"u8, task.ProgressMessage);
        json.WriteEndObject();
    }

    private static void WriteTags(Utf8JsonWriter json, IReadOnlyList<string> tags)
    {
        json.WriteStartArray("tags"u8);
        for (int i = 0; i < tags.Count; i++)
        {
            json.WriteStringValue(tags[i]);
        }

        json.WriteEndArray();
    }

    private static void WriteLinks(Utf8JsonWriter json, TaskId id, string baseUrl)
    {
        // One buffer for all: as strings they would be most of what an answer allocates.
        char[] url = ArrayPool<char>.Shared.Rent(baseUrl.Length + TaskUrl.MaxPathLength);
        json.WriteStartObject("links"u8);
        json.WriteString("self"u8, TaskUrl.Format(url, baseUrl, "/v1/tasks/", id, ""));
        json.WriteString("result"u8, TaskUrl.Format(url, baseUrl, "/v1/tasks/", id, "/result"));
        json.WriteString("events"u8, TaskUrl.Format(url, baseUrl, "/v1/tasks/", id, "/events"));
        json.WriteString("view"u8, TaskUrl.Format(url, baseUrl, "/tasks/", id, ""));
        json.WriteEndObject();
        ArrayPool<char>.Shared.Return(url);
    }
}
