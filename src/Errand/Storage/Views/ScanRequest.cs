namespace Errand.Storage.Views;

/// <summary>Which tasks a scan reads, and what of them.</summary>
/// <param name="Place">Where it looks.</param>
/// <param name="Before">Only tasks with smaller ids.</param>
/// <param name="Limit">At most so many, those with the largest ids.</param>
/// <param name="Facets">What it reads of each.</param>
internal readonly record struct ScanRequest(ScanPlace Place, TaskId Before, int Limit, TaskFacets Facets);
