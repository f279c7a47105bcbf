namespace Errand;

/// <summary>A column of a result that a view draws.</summary>
public sealed record ViewLine
{
    /// <summary>A JSON Pointer in which <c>*</c> stands for each element of an array: <c>/r/*/2</c>.</summary>
    public required string Column { get; init; }

    /// <summary>What it is called, for people; null: what the pointer suggests.</summary>
    public string? Label { get; init; }

    /// <summary>The unit of its values: <c>m/s</c>. Lines of one unit share an axis.</summary>
    public string? Unit { get; init; }

    /// <summary>How its axis is laid out.</summary>
    public Scale Scale { get; init; }

    /// <summary>The column of the lower ends of its error bars.</summary>
    public string? Low { get; init; }

    /// <summary>The column of their upper ends.</summary>
    public string? High { get; init; }

    /// <summary>The column of their lengths, to both sides.</summary>
    public string? Error { get; init; }

    /// <summary>Where its axis stands.</summary>
    public Side Side { get; init; }
}
