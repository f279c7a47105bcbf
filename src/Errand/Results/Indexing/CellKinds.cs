namespace Errand.Results.Indexing;

/// <summary>What the cells of a column are.</summary>
[Flags]
internal enum CellKinds
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Number = 4,
    String = 8,
    Array = 16,
    Object = 32,

    /// <summary>A string that is one.</summary>
    Instant = 64,
}
