namespace Errand.Storage.Views;

/// <summary>How tasks of one type ended lately.</summary>
/// <param name="Type">The task type.</param>
/// <param name="Ended">How many of them are done.</param>
/// <param name="Failed">How many of those failed.</param>
/// <param name="FirstFailedAt">When the first of those that failed ended; null if none did.</param>
/// <param name="Error">The message of the newest task that failed.</param>
internal sealed record TypeEnds(string Type, int Ended, int Failed, DateTimeOffset? FirstFailedAt, string? Error)
{
    /// <summary>How many tasks are looked at, of all types: the newest that are done.</summary>
    public const int MaxTasks = 2000;
}
