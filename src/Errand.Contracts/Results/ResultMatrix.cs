using System.Text.Json.Serialization;

namespace Errand;

/// <summary>A part of a matrix in a result, as means of blocks.</summary>
public sealed record ResultMatrix
{
    /// <summary>How many rows the part has.</summary>
    public required long Rows { get; init; }

    /// <summary>How many columns the part has.</summary>
    public required long Columns { get; init; }

    /// <summary>How many rows and columns a block has; at the edges it may have fewer.</summary>
    public required IReadOnlyList<long> Block { get; init; }

    /// <summary>How many rows and columns of blocks there are.</summary>
    public required IReadOnlyList<long> Shape { get; init; }

    /// <summary>How <see cref="Mean"/> is written in JSON: <c>f32</c>, in base64 as little-endian floats.</summary>
    public required string Encoding { get; init; }

    /// <summary>The mean of each block, row by row. Gaps (null, NaN, infinities) do not count; a block of gaps only is NaN.</summary>
    [JsonConverter(typeof(FloatsConverter))]
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>The smallest finite number of the part; null when it has none.</summary>
    public required double? Min { get; init; }

    /// <summary>The largest one.</summary>
    public required double? Max { get; init; }

    /// <summary>How many of its numbers are NaN, infinite or too large for a double.</summary>
    public required long NonFinite { get; init; }

    /// <summary>How many of its numbers are null.</summary>
    public required long Nulls { get; init; }
}
