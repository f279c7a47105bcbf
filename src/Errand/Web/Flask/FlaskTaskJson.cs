using System.Buffers;
using System.Text.Json;
using Errand.Storage.Messages;
using Errand.Web.Http;

namespace Errand.Web.Flask;

/// <summary>Writes a task as flask-tasks shows it. The result comes last, so that one of any size can be streamed into its place.</summary>
internal static class FlaskTaskJson
{
    public static readonly ReadOnlyMemory<byte> AfterResult = "}"u8.ToArray();

    /// <summary>These win over arguments of the same name.</summary>
    private static readonly string[] Fixed = ["id", "result", "args", "status", "expire", "created", "error"];

    /// <summary>Everything but the value of <c>result</c> and the closing brace.</summary>
    public static void WriteUpToResult(PooledBuffer body, TaskRecord task, IReadOnlyList<string> requiredArgs)
    {
        using var json = new Utf8JsonWriter(body, JsonAnswer.Options);
        json.WriteStartObject();
        json.WriteNumber("id"u8, task.Id.Value);
        JsonPieces.WriteRaw(json, "args"u8, task.Args);
        json.WriteString("status"u8, JsonPieces.WordOf(task.Status));
        json.WriteNumber("expire"u8, task.ExpiresAt.ToUnixTimeSeconds());
        json.WriteNumber("created"u8, task.CreatedAt.ToUnixTimeSeconds());
        WriteRequired(json, task.Args, requiredArgs);
        if (ErrorOf(task) is { } error)
        {
            json.WriteString("error"u8, error);
        }

        json.WritePropertyName("result"u8);
    }

    public static void WriteResult(PooledBuffer body, TaskRecord task)
    {
        body.Write(task.Result is { } result ? result.Span : "null"u8);
        body.Write(AfterResult.Span);
    }

    private static string? ErrorOf(TaskRecord task) => task.Outcome switch
    {
        OutcomeState.Failed => task.Error?.Message ?? "The task failed.",
        OutcomeState.Cancelled => "The task was cancelled.",
        _ => null,
    };

    private static void WriteRequired(Utf8JsonWriter json, ReadOnlyMemory<byte> args, IReadOnlyList<string> names)
    {
        var reader = new Utf8JsonReader(args.Span, new JsonReaderOptions { MaxDepth = TaskLimits.MaxNesting });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string? name = NameAt(ref reader, names);
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (name is not null)
            {
                JsonPieces.WriteRaw(json, System.Text.Encoding.UTF8.GetBytes(name), args[start..(int)reader.BytesConsumed]);
            }
        }
    }

    private static string? NameAt(ref Utf8JsonReader reader, IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            if (reader.ValueTextEquals(name))
            {
                return Array.IndexOf(Fixed, name) < 0 ? name : null;
            }
        }

        return null;
    }
}
