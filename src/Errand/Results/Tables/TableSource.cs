using Errand.Results.Indexing;

namespace Errand.Results.Tables;

/// <summary>An array that has columns of a table.</summary>
/// <param name="Array">The array.</param>
/// <param name="Rows">What its elements are.</param>
/// <param name="Columns">Its columns.</param>
internal sealed record TableSource(ResultNode Array, TableRows Rows, IReadOnlyList<TableColumn> Columns);
