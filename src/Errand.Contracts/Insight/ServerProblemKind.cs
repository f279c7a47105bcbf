namespace Errand;

/// <summary>What is wrong: the values of <see cref="ServerProblem.Kind"/>. More will come. docs/operating.md says of each what it means and
/// what to do.</summary>
public static class ServerProblemKind
{
    /// <summary>Many tasks of a type fail.</summary>
    public const string Failing = "failing";

    /// <summary>Tasks wait in a queue that no live handler serves, or have a type that no live handler of their queue has.</summary>
    public const string NoHandler = "no-handler";

    /// <summary>A task waits long, although live handlers could run it.</summary>
    public const string Starving = "starving";

    /// <summary>Tasks wait in a paused queue.</summary>
    public const string PausedWithWork = "paused-with-work";

    /// <summary>Handlers went without signing off.</summary>
    public const string HandlerLost = "handler-lost";

    /// <summary>Expired tasks are not deleted, or late.</summary>
    public const string JanitorLag = "janitor-lag";

    /// <summary>The store is slow.</summary>
    public const string StoreSlow = "store-slow";

    /// <summary>The store does not accept writes.</summary>
    public const string StoreReadOnly = "store-read-only";

    /// <summary>The disk of the SQLite file is almost full.</summary>
    public const string Disk = "disk";

    /// <summary>Submissions are refused because too many wait for the store.</summary>
    public const string SubmitQueueFull = "submit-queue-full";

    /// <summary>Live processes have different versions of Errand.</summary>
    public const string Versions = "versions";

    /// <summary>The clocks of a process and of the store differ.</summary>
    public const string Clock = "clock";

    /// <summary>Tasks wait for each other.</summary>
    public const string WaitingForTasks = "waiting-for-tasks";

    /// <summary>The server can be reached from outside, and needs no key.</summary>
    public const string Open = "open";
}
