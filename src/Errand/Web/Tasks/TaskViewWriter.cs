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
    private static readonly JsonEncodedText Until = JsonEncodedText.Encode("until");
    private static readonly JsonEncodedText At = JsonEncodedText.Encode("at");

    public static void Write(PooledBuffer body, TaskRecord task, string baseUrl)
    {
        using var json = new Utf8JsonWriter(body, JsonAnswer.Options);
        Write(json, task, baseUrl, ViewFields.All);
    }

    /// <param name="json">What is written to.</param>
    /// <param name="task">The task.</param>
    /// <param name="baseUrl">What addresses begin with.</param>
    /// <param name="fields">The members that are written.</param>
    public static void Write(Utf8JsonWriter json, TaskRecord task, string baseUrl, ViewFields fields)
    {
        json.WriteStartObject();
        WriteWhatItIs(json, task, fields);
        if (Has(fields, ViewFields.Args))
        {
            WriteArgs(json, task);
        }

        if (Has(fields, ViewFields.Result))
        {
            WriteResult(json, task, baseUrl);
        }

        if (Has(fields, ViewFields.Error))
        {
            WriteError(json, task.Error);
        }

        if (Has(fields, ViewFields.Summary))
        {
            WriteSummary(json, task.Summary);
        }

        if (Has(fields, ViewFields.Progress))
        {
            WriteProgress(json, task);
        }

        WriteOptions(json, task, fields);
        WriteInstants(json, task, fields);
        if (Has(fields, ViewFields.Kept))
        {
            WriteKept(json, task.Kept);
        }

        if (Has(fields, ViewFields.Handler))
        {
            json.WriteString("handler"u8, task.Handler?.ToString());
        }

        if (Has(fields, ViewFields.Trace))
        {
            json.WriteString("trace"u8, task.Trace);
        }

        if (Has(fields, ViewFields.Links))
        {
            WriteLinks(json, task.Id, baseUrl);
        }

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

    private static bool Has(ViewFields fields, ViewFields field) => (fields & field) != 0;

    private static void WriteWhatItIs(Utf8JsonWriter json, TaskRecord task, ViewFields fields)
    {
        if (Has(fields, ViewFields.Id))
        {
            json.WriteNumber("id"u8, task.Id.Value);
        }

        if (Has(fields, ViewFields.Type))
        {
            json.WriteString("type"u8, task.Type.Name);
        }

        if (Has(fields, ViewFields.Status))
        {
            json.WriteString("status"u8, JsonPieces.WordOf(task.Status));
        }

        if (Has(fields, ViewFields.Outcome))
        {
            json.WriteString("outcome"u8, WordOf(task.Outcome));
        }

        if (Has(fields, ViewFields.Reason))
        {
            json.WriteString("reason"u8, task.Reason);
        }
    }

    private static void WriteOptions(Utf8JsonWriter json, TaskRecord task, ViewFields fields)
    {
        if (Has(fields, ViewFields.Queue))
        {
            json.WriteString("queue"u8, task.Queue);
        }

        if (Has(fields, ViewFields.Priority))
        {
            json.WriteNumber("priority"u8, task.Priority);
        }

        if (Has(fields, ViewFields.Attempt))
        {
            json.WriteNumber("attempt"u8, task.Attempt);
        }

        if (Has(fields, ViewFields.MaxAttempts))
        {
            json.WriteNumber("maxAttempts"u8, task.MaxAttempts);
        }

        if (Has(fields, ViewFields.Tags))
        {
            WriteTags(json, task.Tags);
        }
    }

    private static void WriteInstants(Utf8JsonWriter json, TaskRecord task, ViewFields fields)
    {
        WriteInstant(json, CreatedAt, task.CreatedAt, Has(fields, ViewFields.CreatedAt));
        WriteInstant(json, RunAt, task.RunAt, Has(fields, ViewFields.RunAt));
        WriteInstant(json, StartedAt, task.StartedAt, Has(fields, ViewFields.StartedAt));
        WriteInstant(json, FinishedAt, task.FinishedAt, Has(fields, ViewFields.FinishedAt));
        WriteInstant(json, ExpiresAt, task.ShownExpiry, Has(fields, ViewFields.ExpiresAt));
    }

    private static void WriteInstant(Utf8JsonWriter json, JsonEncodedText name, DateTimeOffset? instant, bool isWanted)
    {
        if (isWanted)
        {
            Instants.Write(json, name, instant);
        }
    }

    private static void WriteArgs(Utf8JsonWriter json, TaskRecord task)
    {
        if (task.ArgsBytes is { } bytes)
        {
            json.WriteNumber("argsBytes"u8, bytes);
        }
        else
        {
            JsonPieces.WriteRaw(json, "args"u8, task.Args);
        }
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

    private static void WriteSummary(Utf8JsonWriter json, ReadOnlyMemory<byte> summary)
    {
        if (summary.IsEmpty)
        {
            json.WriteNull("summary"u8);
        }
        else
        {
            JsonPieces.WriteRaw(json, "summary"u8, summary);
        }
    }

    private static void WriteKept(Utf8JsonWriter json, TaskKeep? kept)
    {
        if (kept is null)
        {
            json.WriteNull("kept"u8);
            return;
        }

        json.WriteStartObject("kept"u8);
        Instants.Write(json, Until, kept.Until);
        json.WriteString("note"u8, kept.Note);
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
