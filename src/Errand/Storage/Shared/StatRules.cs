namespace Errand.Storage.Shared;

/// <summary>How long both stores keep what was counted, and how finely.</summary>
internal static class StatRules
{
    /// <summary>The width of the finest sums, in seconds.</summary>
    public const short Minute = 60;

    /// <summary>The width of the coarsest sums, in seconds.</summary>
    public const short Hour = 3600;

    /// <summary>The step of rows that are as they were counted.</summary>
    public const short AsCounted = 0;

    /// <summary>The step of a row that says nothing of how a task ended.</summary>
    public const int Submitted = 0;

    /// <summary>How often the depth of queues is written down.</summary>
    public static readonly TimeSpan DepthStep = TimeSpan.FromSeconds(15);

    /// <summary>How long rows stay before they are summed up by the minute: an hour, and time to read the last of it.</summary>
    public static readonly TimeSpan BeforeMinutes = TimeSpan.FromMinutes(61);

    /// <summary>How long rows stay before they are summed up by the hour: a day, and time to read the last of it.</summary>
    public static readonly TimeSpan BeforeHours = TimeSpan.FromHours(25);

    /// <summary>How long anything is kept: 90 days, and time to read the last of them.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90) + TimeSpan.FromHours(1);

    /// <summary>The step that rows of one step are summed up to, and when.</summary>
    public static IReadOnlyList<(short From, short To, TimeSpan After)> Folds { get; } =
    [
        (AsCounted, Minute, BeforeMinutes), (Minute, Hour, BeforeHours),
    ];
}
