namespace Errand.Storage.Views;

/// <summary>Which tasks a scan reads, and what of them.</summary>
/// <param name="Place">Where it looks.</param>
/// <param name="Before">Only tasks with smaller ids.</param>
/// <param name="Limit">At most so many, those with the largest ids; at least 1.</param>
/// <param name="Facets">What it reads of each.</param>
/// <param name="Owner">Whose tasks, in the place <see cref="ScanPlace.Owned"/>; null elsewhere.</param>
internal readonly record struct ScanRequest(ScanPlace Place, TaskId Before, int Limit, TaskFacets Facets, string? Owner = null)
{
    /// <summary>A scan stops after the task with which its arguments and errors, as far as it reads them, come to this many bytes. Nothing
    /// else that it reads can be large.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>What can be large.</summary>
    public const TaskFacets Large = TaskFacets.Args | TaskFacets.Error;
}
