namespace Errand.Storage.Control;

/// <summary>Moves the expiry of a task.</summary>
/// <param name="Id">The task.</param>
/// <param name="Until">When it is to expire; null: never.</param>
/// <param name="Note">Why, for people; at most <see cref="TaskLimits.MaxNoteLength"/> characters.</param>
internal readonly record struct KeepRequest(TaskId Id, DateTimeOffset? Until, string? Note)
{
    /// <summary>Until when, with an instant that stands for never.</summary>
    public DateTimeOffset ExpiresAt => Until ?? TaskLimits.Forever;
}
