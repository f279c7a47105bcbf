namespace Errand.Dashboard.Pages.Compare;

/// <summary>A plot of the first task, and which others have the same.</summary>
/// <param name="View">The plot.</param>
/// <param name="Ids">The tasks that have it, the first one included.</param>
/// <param name="Missing">The tasks that do not.</param>
public sealed record ComparedView(ResultView View, IReadOnlyList<long> Ids, IReadOnlyList<long> Missing);
