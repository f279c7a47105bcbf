namespace Errand;

/// <summary>The limits and defaults that hold for every task, on every route and in C# alike.</summary>
internal static class TaskLimits
{
    public const string DefaultQueue = "default";

    public const int DefaultMaxAttempts = 3;
    public const int MaxMaxAttempts = 100;

    /// <summary>A task that is handed back again and again may have more.</summary>
    public const int MaxAttemptsShown = 1000;

    public const int MinPriority = -100;
    public const int MaxPriority = 100;

    public const int MaxTags = 20;

    /// <summary>Characters of a note why a task is kept.</summary>
    public const int MaxNoteLength = 500;

    /// <summary>Tasks in one request.</summary>
    public const int MaxBatch = 10_000;

    /// <summary>The JSON of a summary, in bytes.</summary>
    public const int MaxSummaryBytes = 1024;

    /// <summary>Members of a summary that the author names.</summary>
    public const int MaxSummaryMembers = 16;

    /// <summary>Members of a summary for which the author names none.</summary>
    public const int MaxDefaultSummaryMembers = 8;

    /// <summary>Characters of a pointer to a member of a summary.</summary>
    public const int MaxSummaryPointerLength = 200;

    public const int MaxNesting = 64;

    public const int MaxIdempotencyKeyLength = 255;

    /// <summary>A larger result stands at its own address and not in the task.</summary>
    public const int MaxInlineResultBytes = 64 * 1024;

    /// <summary>The size of the parts in which a store keeps a result larger than <see cref="MaxInlineResultBytes"/>.</summary>
    public const int ResultPartBytes = 256 * 1024;

    /// <summary>A larger result fails its task as <c>invalid-result</c>, unless <c>MAX_RESULT_BYTES</c> sets another limit.</summary>
    public const int DefaultMaxResultBytes = 256 * 1024 * 1024;

    public static readonly TimeSpan MinTimeToLive = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan MaxTimeToLive = TimeSpan.FromDays(3650);

    /// <summary>The expiry of a task that is kept forever: no clock gets there.</summary>
    public static readonly DateTimeOffset Forever = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan MinTimeout = TimeSpan.FromMilliseconds(1);
}
