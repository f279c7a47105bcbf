using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Errand.Calls;

/// <content>Events, as they happen.</content>
internal sealed partial class HttpTaskClient
{
    private static readonly (HintTopics Topic, string Name)[] TopicNames =
    [
        (HintTopics.Tasks, "tasks"), (HintTopics.Stats, "stats"), (HintTopics.Queues, "queues"), (HintTopics.Handlers, "handlers"),
        (HintTopics.Problems, "problems"),
    ];

    public async IAsyncEnumerable<TaskUpdate> FollowAsync(
        TaskId id, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? last = after;
        await foreach (SseItem<byte[]> item in EventsAsync(PathOf(id, "/events"), after, cancellationToken).ConfigureAwait(false))
        {
            last = item.EventId ?? last;
            TaskUpdate? update = UpdateOf(item, last ?? "");
            if (update is not null)
            {
                yield return update;
            }

            if (update is TaskEndUpdate)
            {
                yield break;
            }
        }

        yield return new TaskEndUpdate(null) { Place = last ?? "" };
    }

    public IAsyncEnumerable<ChangeHint> WatchAsync(HintTopics topics, CancellationToken cancellationToken)
    {
        HintTopics known = TopicNames.Aggregate(HintTopics.None, (all, topic) => all | topic.Topic);
        if (topics == HintTopics.None || (topics & ~known) != HintTopics.None)
        {
            throw new ArgumentException($"\"{topics}\" are not topics; expected one or more of {known}.", nameof(topics));
        }

        string names = string.Join(',', TopicNames.Where(topic => topics.HasFlag(topic.Topic)).Select(topic => topic.Name));
        return ListenAsync($"v1/events{new QueryText().Add("topics", names)}", cancellationToken);
    }

    private async IAsyncEnumerable<ChangeHint> ListenAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (SseItem<byte[]> item in EventsAsync(path, null, cancellationToken).ConfigureAwait(false))
        {
            if (HintOf(item) is { } hint)
            {
                yield return hint;
            }
        }
    }

    /// <summary>The events of a stream, over as many connections as it takes. Ends when what is followed is not there.</summary>
    private async IAsyncEnumerable<SseItem<byte[]>> EventsAsync(
        string path, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? last = after;
        while (await ConnectAsync(path, last, cancellationToken).ConfigureAwait(false) is { } connection)
        {
            await using (connection.ConfigureAwait(false))
            {
                while (await connection.NextAsync().ConfigureAwait(false) is { } item)
                {
                    last = item.EventId ?? last;
                    yield return item;
                }
            }

            await Task.Delay(connection.Pause * Random.Shared.NextDouble(), time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<EventConnection?> ConnectAsync(string path, string? last, CancellationToken cancellationToken)
    {
        var call = new Call(HttpMethod.Get, path) { IsStreamed = true, LastEvent = last };
        HttpResponseMessage answer = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        try
        {
            if (answer.IsSuccessStatusCode)
            {
                Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                return new EventConnection(answer, body, time, cancellationToken);
            }

            if (!await IsAbsentAsync(answer, cancellationToken).ConfigureAwait(false))
            {
                await ThrowUnlessAsync(answer, ProblemMap.Of, cancellationToken).ConfigureAwait(false);
            }

            answer.Dispose();
            return null;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <summary>Null for an event that a newer server has and this client does not know.</summary>
    private static TaskUpdate? UpdateOf(SseItem<byte[]> item, string place) => item.EventType switch
    {
        "status" => new TaskStatusUpdate(JsonSerializer.Deserialize(item.Data, ErrandJson.Default.TaskView)!) { Place = place },
        "log" => new TaskLogUpdate(JsonSerializer.Deserialize(item.Data, ErrandJson.Default.TaskLogEntry)!) { Place = place },
        "progress" => ProgressOf(JsonElement.Parse(item.Data), place),
        "end" => new TaskEndUpdate(TaskOf(item.Data)) { Place = place },
        _ => null,
    };

    /// <summary>Null when it is gone.</summary>
    private static TaskView? TaskOf(byte[] json) =>
        JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = Texts.ClientJson.MaxDepth }).TryGetProperty("gone"u8, out _)
            ? null
            : WithNull(JsonSerializer.Deserialize(json, ErrandJson.Default.TaskView)!);

    private static TaskProgressUpdate ProgressOf(JsonElement json, string place)
    {
        JsonElement value = json.GetProperty("value"u8);
        return new TaskProgressUpdate(
            json.GetProperty("attempt"u8).GetInt32(),
            new TaskProgress(value.ValueKind == JsonValueKind.Null ? null : value.GetDouble(), json.GetProperty("message"u8).GetString()))
        {
            Place = place,
        };
    }

    private static ChangeHint? HintOf(SseItem<byte[]> item) => item.EventType switch
    {
        "tasks" => JsonSerializer.Deserialize(item.Data, ErrandJson.Default.TasksHint),
        "stats" => JsonSerializer.Deserialize(item.Data, ErrandJson.Default.StatsHint),
        "queues" => new QueuesHint(),
        "handlers" => new HandlersHint(),
        "problems" => new ProblemsHint(),
        _ => null,
    };
}
