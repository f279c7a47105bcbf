using System.Text.Json;
using System.Text.Unicode;
using Errand.Web.Http;

namespace Errand.Web.Submit;

/// <summary>Cuts the body of a batch into its tasks. They are not looked at.</summary>
internal static class BatchReader
{
    private const byte NewLine = (byte)'\n';

    // A task has one level for itself, and its arguments have their 64.
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = TaskLimits.MaxNesting + 2 };

    /// <summary>Adds the bytes of each task, and stops behind one too many.</summary>
    /// <returns>Why the body is malformed, or null.</returns>
    public static Malformed? Read(ReadOnlyMemory<byte> body, bool isLines, List<ReadOnlyMemory<byte>> tasks)
    {
        if (!Utf8.IsValid(body.Span))
        {
            return new Malformed("The body is not UTF-8; send it in that encoding.");
        }

        return isLines ? ReadLines(body, tasks) : ReadArray(body, tasks);
    }

    private static Malformed? ReadLines(ReadOnlyMemory<byte> body, List<ReadOnlyMemory<byte>> tasks)
    {
        while (body.Length > 0 && tasks.Count <= TaskLimits.MaxBatch)
        {
            int end = body.Span.IndexOf(NewLine);
            ReadOnlyMemory<byte> line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (line.Span.ContainsAnyExcept(" \t\r"u8))
            {
                tasks.Add(line);
            }
        }

        return null;
    }

    private static Malformed? ReadArray(ReadOnlyMemory<byte> body, List<ReadOnlyMemory<byte>> tasks)
    {
        try
        {
            var json = new Utf8JsonReader(body.Span, Strict);
            json.Read();
            if (json.TokenType != JsonTokenType.StartArray)
            {
                return new Malformed("The body must be an array of tasks, or lines of them as application/x-ndjson.");
            }

            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                if (tasks.Count > TaskLimits.MaxBatch)
                {
                    return null;
                }

                int start = (int)json.TokenStartIndex;
                json.Skip();
                tasks.Add(body[start..(int)json.BytesConsumed]);
            }

            json.Read(); // Throws when anything but white space follows.
            return null;
        }
        catch (JsonException e)
        {
            return new Malformed($"The body is not valid JSON: {e.Message}");
        }
    }
}
