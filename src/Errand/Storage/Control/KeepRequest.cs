namespace Errand.Storage.Control;

/// <summary>Moves the expiry of tasks.</summary>
/// <param name="Until">When a task is to expire; null: never.</param>
/// <param name="Note">Why, for people; at most <see cref="TaskLimits.MaxNoteLength"/> characters.</param>
internal readonly record struct KeepRequest(DateTimeOffset? Until, string? Note)
{
    /// <summary>Until when, with an instant that stands for never.</summary>
    public DateTimeOffset ExpiresAt => Until ?? TaskLimits.Forever;
}
