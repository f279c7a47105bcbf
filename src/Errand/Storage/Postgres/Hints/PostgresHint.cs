using System.Text.Json;
using System.Text.Json.Serialization;

namespace Errand.Storage.Postgres.Hints;

/// <summary>What one process tells the others by NOTIFY: the payload, as JSON of less than 8,000 bytes.</summary>
internal sealed record PostgresHint
{
    /// <summary>The channel.</summary>
    public const string Channel = "errand";

    /// <summary>Tasks that are done in one hint at most; more, and it says that any may be.</summary>
    public const int MaxDone = 200;

    /// <summary>Cancelled runs in one hint at most.</summary>
    public const int MaxCancelled = 50;

    /// <summary>Queues in one hint at most.</summary>
    public const int MaxQueues = 20;

    private const int Current = 1;

    public static PostgresHint Anything(Guid from) =>
        new() { From = from, Queues = null, Done = null, Cancelled = null, IsScheduled = true };

    [JsonPropertyName("v"), JsonRequired]
    public int Version { get; init; } = Current;

    /// <summary>The sending store: it does not listen to itself.</summary>
    [JsonPropertyName("f"), JsonRequired]
    public Guid From { get; init; }

    /// <summary>Where tasks can be claimed now, and the soonest of them in each queue; null: perhaps anywhere.</summary>
    [JsonPropertyName("q"), JsonRequired]
    public IReadOnlyList<ReadyQueue>? Queues { get; init; } = [];

    /// <summary>Tasks that are done now; null: perhaps any.</summary>
    [JsonPropertyName("d"), JsonRequired]
    public IReadOnlyList<long>? Done { get; init; } = [];

    /// <summary>Running tasks that are to stop; null: perhaps any.</summary>
    [JsonPropertyName("c"), JsonRequired]
    public IReadOnlyList<long>? Cancelled { get; init; } = [];

    /// <summary>Whether a task waits for an instant now.</summary>
    [JsonPropertyName("s"), JsonRequired]
    public bool IsScheduled { get; init; }

    public string Write() => JsonSerializer.Serialize(this, PostgresHintJson.Default.PostgresHint);

    /// <summary>The hint; null when it is not of this version: a newer process may say what this one does not understand.</summary>
    public static PostgresHint? Read(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, PostgresHintJson.Default.PostgresHint) is { Version: Current } hint ? hint : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public StoreChange ToChange() => new()
    {
        Queues = Queues?.Select(queue => queue.Name).ToList(),
        Done = Done?.Select(id => new TaskId(id)).ToList(),
        Cancelled = Cancelled?.Select(id => new TaskId(id)).ToList(),
        IsScheduled = IsScheduled,
    };
}
