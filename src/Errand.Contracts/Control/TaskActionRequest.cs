namespace Errand;

/// <summary>Changes many tasks: those of <see cref="Ids"/>, or those of <see cref="Search"/> that were created before
/// <see cref="Before"/>.</summary>
public sealed record TaskActionRequest
{
    /// <summary>What is done with each of them.</summary>
    public required TaskAction Action { get; init; }

    /// <summary>The tasks, 1 to 1,000; one that is named twice counts once. Not together with <see cref="Search"/>.</summary>
    public IReadOnlyList<TaskId>? Ids { get; init; }

    /// <summary>A search text, as the parameter <c>q</c> of <c>GET /v1/tasks</c>: <c>type:fit outcome:failed</c>. The empty text finds all
    /// tasks.</summary>
    public string? Search { get; init; }

    /// <summary>Only tasks created before this instant, so that what is submitted later is not changed. Required with
    /// <see cref="Search"/>.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Until when the tasks are kept, and why. Required by <see cref="TaskAction.Keep"/>, and only there.</summary>
    public TaskKeep? Keep { get; init; }

    /// <summary>Where to go on: <see cref="TaskActionAnswer.Next"/> of the call before, with the same search. Null: from the newest
    /// task.</summary>
    public string? Cursor { get; init; }
}
