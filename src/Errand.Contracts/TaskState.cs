using System.Text.Json.Serialization;

namespace Errand;

/// <summary>Where a task stands. These three words are all there are; how a done task ended is its <see cref="OutcomeState"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskState>))]
public enum TaskState
{
    /// <summary>Accepted and stored; no handler runs it now.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>A handler runs it.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>It ended and has an outcome that never changes.</summary>
    [JsonStringEnumMemberName("done")]
    Done,
}
