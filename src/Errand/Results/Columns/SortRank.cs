namespace Errand.Results.Columns;

/// <summary>Which values come first.</summary>
internal enum SortRank : byte
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>An array or object.</summary>
    Nested,

    /// <summary>Null, or nothing.</summary>
    None,
}
