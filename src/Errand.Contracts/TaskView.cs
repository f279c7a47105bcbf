using System.Text.Json;

namespace Errand;

/// <summary>A task as the server shows it. An answer may gain members: a client must tolerate those it does not know.</summary>
public sealed record TaskView
{
    /// <summary>Unique and rising; the same on every route.</summary>
    public required long Id { get; init; }

    /// <summary>The public name of its task type.</summary>
    public required string Type { get; init; }

    /// <summary>Waiting, running or done.</summary>
    public required TaskState Status { get; init; }

    /// <summary>Null until done.</summary>
    public OutcomeState? Outcome { get; init; }

    /// <summary>One of <see cref="TaskReason"/>, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The arguments as they were sent; absent from a list when over 1 KiB.</summary>
    public JsonElement? Args { get; init; }

    /// <summary>The size in bytes of arguments that a list leaves out, else null.</summary>
    public long? ArgsBytes { get; init; }

    /// <summary>What the handler returned; JSON null until then, absent when over 64 KiB, or in a list over 1 KiB (then <see cref="ResultUrl"/> says where it
    /// is).</summary>
    public JsonElement? Result { get; init; }

    /// <summary>Where a result is that was left out, else null.</summary>
    public string? ResultUrl { get; init; }

    /// <summary>The size in bytes of a result that was left out, else null.</summary>
    public long? ResultBytes { get; init; }

    /// <summary>Of the last attempt that failed, else null.</summary>
    public TaskError? Error { get; init; }

    /// <summary>The few numbers of the result that lists and comparisons show: an object of at most 1 KiB, without arrays and objects in
    /// it. Null until the task has succeeded, and when its result or its type has no summary.</summary>
    public JsonElement? Summary { get; init; }

    /// <summary>As the handler last reported it.</summary>
    public TaskProgress? Progress { get; init; }

    /// <summary>The queue it waits in.</summary>
    public required string Queue { get; init; }

    /// <summary>-100 to 100; higher is sooner.</summary>
    public int Priority { get; init; }

    /// <summary>The number of its last claim, from 1; 0 before the first. May exceed <see cref="MaxAttempts"/>, since a hand-back uses up a
    /// number but no try.</summary>
    public int Attempt { get; init; }

    /// <summary>How many tries it has.</summary>
    public int MaxAttempts { get; init; }

    /// <summary>At most 20 labels of its submitter's.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When it was accepted (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it may next run, while it waits for an instant; else null.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>When its last attempt started; null before the first.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null until done.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When it is deleted, whatever its state; null when it is kept forever.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Null unless somebody asked to keep it.</summary>
    public TaskKeep? Kept { get; init; }

    /// <summary>The handler process that runs or last ran it.</summary>
    public string? Handler { get; init; }

    /// <summary>The trace that it was submitted in: the 32 hexadecimal digits of a W3C trace id. Null if neither the server nor the caller
    /// traced.</summary>
    public string? Trace { get; init; }

    /// <summary>Where to go from here.</summary>
    public TaskLinks? Links { get; init; }
}
