namespace Errand;

/// <summary>A column of a result in a view.</summary>
public sealed record ViewColumn
{
    /// <summary>A JSON Pointer in which <c>*</c> stands for each element of an array: <c>/r/*/2</c>.</summary>
    public required string Column { get; init; }

    /// <summary>What it is called, for people; null: what the pointer suggests.</summary>
    public string? Label { get; init; }

    /// <summary>The unit of its values: <c>m/s</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>How its axis is laid out.</summary>
    public Scale Scale { get; init; }
}
