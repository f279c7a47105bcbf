using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Errand.Texts;

namespace Errand.Calls;

/// <summary>Writes the bodies of requests.</summary>
internal static class RequestBodies
{
    /// <summary>What is between two quotes is not HTML: little needs an escape.</summary>
    private static readonly JsonWriterOptions Options =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="InvalidTaskException">JSON cannot carry arguments.</exception>
    public static ReadOnlyMemory<byte> BatchOf(IReadOnlyList<NewTask> tasks, ArgsJson args) => Write(json =>
    {
        json.WriteStartArray();
        foreach (NewTask task in tasks)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, task.Type);
            json.WritePropertyName("args"u8);
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(args.Write(task.Args)), skipInputValidation: true);
            WriteOptions(json, task.Options);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static ReadOnlyMemory<byte> KeepOf(TaskKeep keep) => Write(json => WriteKeep(json, keep));

    public static ReadOnlyMemory<byte> ActionOf(TaskActionRequest request, bool isDry) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("action"u8, request.Action switch
        {
            TaskAction.Cancel => "cancel",
            TaskAction.Retry => "retry",
            TaskAction.Delete => "delete",
            TaskAction.Keep => "keep",
            _ => $"{request.Action}",
        });
        if (request.Ids is { } ids)
        {
            json.WriteStartArray("ids"u8);
            foreach (TaskId id in ids)
            {
                json.WriteNumberValue(id.Value);
            }

            json.WriteEndArray();
        }

        if (request.Search is not null)
        {
            json.WriteString("q"u8, request.Search);
        }

        WriteInstant(json, "before", request.Before);
        if (request.Keep is { } keep)
        {
            json.WritePropertyName("keep"u8);
            WriteKeep(json, keep);
        }

        if (request.Cursor is not null)
        {
            json.WriteString("cursor"u8, request.Cursor);
        }

        json.WriteBoolean("dryRun"u8, isDry);
        json.WriteEndObject();
    });

    private static void WriteOptions(Utf8JsonWriter json, SubmitOptions? options)
    {
        WriteText(json, "queue", options?.Queue);
        WriteNumber(json, "priority", options?.Priority);
        WriteNumber(json, "maxAttempts", options?.MaxAttempts);
        WriteNumber(json, "ttl", options?.TimeToLive?.TotalSeconds);
        WriteNumber(json, "timeout", options?.Timeout?.TotalSeconds);
        WriteNumber(json, "delay", options?.Delay?.TotalSeconds);
        WriteInstant(json, "runAt", options?.RunAt);
        // The server says that a task of a batch has none.
        WriteText(json, "idempotencyKey", options?.IdempotencyKey);
        if (options?.Tags is { Count: > 0 } tags)
        {
            json.WriteStartArray("tags"u8);
            foreach (string tag in tags)
            {
                json.WriteStringValue(tag);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteKeep(Utf8JsonWriter json, TaskKeep keep)
    {
        json.WriteStartObject();
        if (keep.Until is null)
        {
            json.WriteNull("until"u8);
        }

        WriteInstant(json, "until", keep.Until);
        WriteText(json, "note", keep.Note);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void WriteInstant(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            json.WriteString(name, QueryText.InstantOf(instant));
        }
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, Options))
        {
            write(json);
        }

        return text.WrittenMemory;
    }
}
