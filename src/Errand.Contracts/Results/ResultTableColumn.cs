namespace Errand;

/// <summary>A column of a table in a result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its cells are, null apart: <c>null</c>, <c>boolean</c>, <c>number</c>, <c>string</c>, <c>array</c>,
/// <c>object</c> or <c>mixed</c>.</param>
public sealed record ResultTableColumn(string Name, string Kind);
