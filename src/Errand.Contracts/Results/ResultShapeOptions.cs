namespace Errand;

/// <summary>Which part of a result is described.</summary>
public sealed record ResultShapeOptions
{
    /// <summary>A JSON Pointer (RFC 6901), in which <c>*</c> is a name like any other. Empty: the whole result.</summary>
    public string At { get; init; } = "";

    /// <summary>How deep children are listed, 1 to 8. Beyond the first level, only those of objects are.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>How many children of the value at <see cref="At"/> are left out at the start.</summary>
    public int Offset { get; init; }

    /// <summary>How many children of a value are listed at most, 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;
}
