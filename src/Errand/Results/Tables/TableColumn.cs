using Errand.Results.Indexing;
using Errand.Results.Reading;

namespace Errand.Results.Tables;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its cells are.</param>
/// <param name="Array">The array whose elements have its cells.</param>
/// <param name="Pointer">Where in each element the cell is.</param>
internal sealed record TableColumn(string Name, string Kind, ResultNode Array, ResultPointer Pointer);
