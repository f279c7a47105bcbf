using System.Text.Json.Serialization;

namespace Errand.HistoryChecker;

/// <summary>How a run left its function.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunEnd>))]
public enum RunEnd
{
    Returned,
    Threw,

    /// <summary>Its token fired, for whatever reason.</summary>
    Stopped,
}
