using System.Text.Json;
using System.Text.Json.Serialization;

namespace Errand.Storage.Postgres.Hints;

/// <summary>What one process announces to the others by NOTIFY: the payload, JSON of less than 8,000 bytes.</summary>
internal sealed record PostgresHint
{
    /// <summary>The channel.</summary>
    public const string Channel = "errand";

    /// <summary>How many done tasks one hint lists at most; if there are more, it says that any may be done.</summary>
    public const int MaxDone = 200;

    /// <summary>How many cancelled runs one hint lists at most.</summary>
    public const int MaxCancelled = 50;

    /// <summary>How many queues one hint lists at most.</summary>
    public const int MaxQueues = 20;

    private const int Current = 1;

    public static PostgresHint Anything(Guid from) =>
        new() { From = from, Queues = null, Done = null, Cancelled = null, IsScheduled = true, HasNews = true };

    [JsonPropertyName("v"), JsonRequired]
    public int Version { get; init; } = Current;

    /// <summary>The sending store, which ignores its own hints.</summary>
    [JsonPropertyName("f"), JsonRequired]
    public Guid From { get; init; }

    /// <summary>Queues in which tasks can be claimed now, each with the first of them; null: perhaps anywhere.</summary>
    [JsonPropertyName("q"), JsonRequired]
    public IReadOnlyList<ReadyQueue>? Queues { get; init; } = [];

    /// <summary>Tasks that are done or gone now; null: perhaps any.</summary>
    [JsonPropertyName("d"), JsonRequired]
    public IReadOnlyList<long>? Done { get; init; } = [];

    /// <summary>Running tasks that must stop; null: perhaps any.</summary>
    [JsonPropertyName("c"), JsonRequired]
    public IReadOnlyList<long>? Cancelled { get; init; } = [];

    /// <summary>Whether a task waits for an instant now.</summary>
    [JsonPropertyName("s"), JsonRequired]
    public bool IsScheduled { get; init; }

    /// <summary>Whether tasks changed in a way that no handler needs to know.</summary>
    [JsonPropertyName("r"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool HasNews { get; init; }

    /// <summary>Whether the sender wants to hear of such changes, for as long as <see cref="PostgresChanges.AskedFor"/>.</summary>
    [JsonPropertyName("a"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AsksForNews { get; init; }

    public string Write() => JsonSerializer.Serialize(this, PostgresHintJson.Default.PostgresHint);

    /// <summary>The hint; null if it has another version, because a newer process may send what this one does not understand.</summary>
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
        HasNews = HasNews,
    };
}
