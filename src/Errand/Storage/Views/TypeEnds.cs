namespace Errand.Storage.Views;

/// <summary>How tasks of one type ended lately, as it was counted: a task that was retried and ended again counts twice.</summary>
/// <param name="Type">The task type.</param>
/// <param name="Ended">How many of them ended.</param>
/// <param name="Failed">How many of those failed.</param>
/// <param name="FirstFailedAt">When the first of those that failed was written down; null if none did.</param>
/// <param name="Error">The message of the newest task that failed; null if it is not among the newest <see cref="MaxFailed"/> of all types
/// that failed, was retried or was deleted.</param>
internal sealed record TypeEnds(string Type, int Ended, int Failed, DateTimeOffset? FirstFailedAt, string? Error)
{
    /// <summary>Among how many failed tasks an error is looked for: the newest of all types.</summary>
    public const int MaxFailed = 2000;
}
