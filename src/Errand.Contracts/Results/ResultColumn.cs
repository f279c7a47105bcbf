using System.Text.Json.Serialization;

namespace Errand;

/// <summary>Numbers of a column of a result.</summary>
public sealed record ResultColumn
{
    /// <summary>The pointer that it was asked for by.</summary>
    public required string Column { get; init; }

    /// <summary>One for each row. A gap (null, NaN, an infinity or what is too large for a double) is NaN here, and null in JSON.</summary>
    [JsonConverter(typeof(GapsConverter))]
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>How many in the whole range, drawn or not, are NaN, infinite or too large for a double.</summary>
    public required long NonFinite { get; init; }

    /// <summary>How many in the whole range are null or not there.</summary>
    public required long Nulls { get; init; }
}
