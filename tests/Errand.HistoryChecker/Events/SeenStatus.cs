using System.Text.Json.Serialization;

namespace Errand.HistoryChecker;

/// <summary>A task's status as it was answered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SeenStatus>))]
public enum SeenStatus
{
    /// <summary>404.</summary>
    Absent,
    Waiting,
    Running,
    Done,
}
