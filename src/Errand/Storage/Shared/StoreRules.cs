using Errand.Storage.Messages;

namespace Errand.Storage.Shared;

/// <summary>What both stores decide alike.</summary>
internal static class StoreRules
{
    /// <summary>How long after its deadline a run that does not stop is taken from its handler.</summary>
    public static readonly TimeSpan Overdue = TimeSpan.FromSeconds(10);

    /// <summary>Claims younger than this may still be on their way to the handler, so it need not know them.</summary>
    public static readonly TimeSpan Young = TimeSpan.FromSeconds(30);

    /// <summary>When to look again for the leases of a dead handler: soon, but not at once, because one that cannot be taken must not
    /// make a process spin.</summary>
    public static readonly TimeSpan OrphanPause = TimeSpan.FromSeconds(1);

    /// <summary>How many rescued tasks go straight back to their queue. If there are more, all of them are spread over
    /// <see cref="RescueSpread"/>, so that they do not come back as one herd.</summary>
    public const int MostRescuedAtOnce = 100;

    public static readonly TimeSpan RescueSpread = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a task still lives that is no longer kept, when its own expiry has passed.</summary>
    public static readonly TimeSpan AfterKeep = TimeSpan.FromHours(24);

    /// <summary>How long receipts and dead handlers are kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);

    /// <summary>How far back it is looked how tasks ended.</summary>
    public static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(10);

    /// <summary>How many receipts one sweep deletes.</summary>
    public const int MostReceiptsASweep = 10_000;

    public static readonly RunError Lost = new(TaskErrorKind.HandlerLost, "The handler process died or was cut off.");

    public static readonly RunError TimedOut = new(TaskErrorKind.Timeout, "The run timed out and did not stop.");

    public static readonly RunError Unstorable = new(TaskErrorKind.InvalidResult, "The store cannot hold the result.");

    /// <summary>In whole milliseconds, the unit in which both stores keep durations. Rounded up: nothing ends too early.</summary>
    public static long ToMilliseconds(this TimeSpan time) => (long)Math.Ceiling(time.TotalMilliseconds);
}
