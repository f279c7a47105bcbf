using System.Text.Json.Serialization;

namespace Errand;

/// <summary>How the values of a column are laid out along an axis.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Scale>))]
public enum Scale
{
    /// <summary>Equal steps are equally long.</summary>
    [JsonStringEnumMemberName("linear")]
    Linear,

    /// <summary>Equal factors are equally long. Values that are not above zero are gaps.</summary>
    [JsonStringEnumMemberName("log")]
    Log,

    /// <summary>Instants: texts of RFC 3339, or seconds since 1970.</summary>
    [JsonStringEnumMemberName("time")]
    Time,

    /// <summary>Each text has a place of its own.</summary>
    [JsonStringEnumMemberName("category")]
    Category,
}
