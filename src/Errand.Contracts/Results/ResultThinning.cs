using System.Text.Json.Serialization;

namespace Errand;

/// <summary>How rows are chosen when there are more than are wanted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResultThinning>))]
public enum ResultThinning
{
    /// <summary>The rows are cut into buckets. Each keeps the lowest and the highest row of every column, and rows beside gaps are kept
    /// too: no peak is lost.</summary>
    [JsonStringEnumMemberName("minmax")]
    MinMax,

    /// <summary>Largest triangle three buckets (Steinarsson 2013): fewer rows for a line that looks the same.</summary>
    [JsonStringEnumMemberName("lttb")]
    Lttb,

    /// <summary>Douglas-Peucker, for two or three columns that are a path: a row that is left out is never farther from it than the
    /// tolerance.</summary>
    [JsonStringEnumMemberName("path")]
    Path,

    /// <summary>All of them; more than fit are refused.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}
