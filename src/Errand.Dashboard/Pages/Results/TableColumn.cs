namespace Errand.Dashboard.Pages.Results;

/// <summary>A column of a table that is shown.</summary>
/// <param name="Index">Its place in the rows.</param>
/// <param name="Name">Its name in the result.</param>
/// <param name="Label">What it is called, for people.</param>
/// <param name="Unit">The unit of its numbers.</param>
/// <param name="IsNumber">Whether it has numbers.</param>
public sealed record TableColumn(int Index, string Name, string Label, string? Unit, bool IsNumber);
