namespace Errand.Results.Tables;

/// <summary>What the elements of an array are in a table.</summary>
internal enum TableRows
{
    /// <summary>Each is a cell.</summary>
    Values,

    /// <summary>The elements of each are cells.</summary>
    Arrays,

    /// <summary>The members of each are cells.</summary>
    Objects,
}
