using System.Text.Json.Serialization;

namespace Errand;

/// <summary>Where the axis of a line stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Side>))]
public enum Side
{
    /// <summary>On the left.</summary>
    [JsonStringEnumMemberName("left")]
    Left,

    /// <summary>On the right.</summary>
    [JsonStringEnumMemberName("right")]
    Right,
}
