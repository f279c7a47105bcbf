namespace Errand;

/// <summary>What is wanted of a result, and in which form. All options combine: what is selected is sliced, then thinned, then
/// written.</summary>
public sealed record ResultOptions
{
    /// <summary>A JSON Pointer (RFC 6901) such as <c>/r/0</c>, in which <c>*</c> stands for each element of an array. Empty: the whole
    /// result.</summary>
    public string Select { get; init; } = "";

    /// <summary>How many elements at the start of the selected array are left out.</summary>
    public int Offset { get; init; }

    /// <summary>The largest number of elements; null: all.</summary>
    public int? Limit { get; init; }

    /// <summary>With 10, each tenth element, counted from <see cref="Offset"/>, and the last one.</summary>
    public int Every { get; init; } = 1;

    /// <summary>The form of the answer.</summary>
    public ResultFormat Format { get; init; }

    /// <summary>In CSV, a text that a spreadsheet would take for a formula gets a <c>'</c> in front.</summary>
    public bool Safe { get; init; }
}
