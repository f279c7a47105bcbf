using System.Text.Json.Serialization;

namespace Errand;

/// <summary>How a done task ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutcomeState>))]
public enum OutcomeState
{
    /// <summary>The handler returned; the result is kept until the task expires.</summary>
    [JsonStringEnumMemberName("succeeded")]
    Succeeded = 1,

    /// <summary>No attempts were left, or the handler said that trying again is of no use.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed = 2,

    /// <summary>Someone cancelled it before it ended by itself.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled = 3,
}
