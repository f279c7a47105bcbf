using System.Text.Json.Serialization;

namespace Errand.HistoryChecker;

/// <summary>A task's status as a client saw it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SeenStatus>))]
public enum SeenStatus
{
    /// <summary>404.</summary>
    Absent,
    Waiting,
    Running,
    Done,
}
