using System.Text.Json.Serialization;

namespace Errand.Storage.Postgres.Hints;

/// <param name="Name">The queue.</param>
/// <param name="Priority">The priority of the first task that became claimable; negated, as it is stored.</param>
/// <param name="Id">That task.</param>
internal sealed record ReadyQueue(
    [property: JsonPropertyName("n")] string Name, [property: JsonPropertyName("p")] int Priority,
    [property: JsonPropertyName("i")] long Id);
