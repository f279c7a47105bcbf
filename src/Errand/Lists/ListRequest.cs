namespace Errand.Lists;

/// <summary>A page of a list.</summary>
/// <param name="Search">Which tasks are on it.</param>
/// <param name="Limit">How many it has at most.</param>
/// <param name="Cursor">Where the page before ended; null for the first page.</param>
/// <param name="IsCounted">Whether all tasks of the search are counted, too.</param>
internal sealed record ListRequest(TaskSearch Search, int Limit, string? Cursor, bool IsCounted);
