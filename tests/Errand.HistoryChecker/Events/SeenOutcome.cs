using System.Text.Json.Serialization;

namespace Errand.HistoryChecker;

/// <summary>How a task ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SeenOutcome>))]
public enum SeenOutcome
{
    Succeeded,
    Failed,
    Cancelled,
}
