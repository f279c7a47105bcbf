using System.Text.Json.Serialization;

namespace Errand;

/// <summary>How serious a line of a task's log is, as in Microsoft.Extensions.Logging.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskLogLevel>))]
public enum TaskLogLevel
{
    /// <summary>The most detailed.</summary>
    [JsonStringEnumMemberName("trace")]
    Trace,

    /// <summary>For those who look for a fault.</summary>
    [JsonStringEnumMemberName("debug")]
    Debug,

    /// <summary>What goes on.</summary>
    [JsonStringEnumMemberName("information")]
    Information,

    /// <summary>Something unexpected; the run goes on.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>Something failed.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>Somebody must look at once.</summary>
    [JsonStringEnumMemberName("critical")]
    Critical,
}
