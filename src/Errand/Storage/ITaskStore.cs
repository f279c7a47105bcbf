using Errand.Storage.Messages;

namespace Errand.Storage;

/// <summary>Where tasks live: the only way to state, and all that the roles share.</summary>
/// <remarks>
/// <para>Safe to call from many threads and many processes at once. A returned write is durable. Every write is atomic: all of it or
/// nothing.</para>
/// <para>Instants are the store's own: nothing here compares the clocks of two machines.</para>
/// <para>Every method may throw a <see cref="StoreException"/>. No write takes a cancellation token: a write that was sent is waited for,
/// since cancelling a commit leaves it in doubt.</para>
/// </remarks>
internal interface ITaskStore : IAsyncDisposable
{
    /// <summary>Opens the store, creates or migrates its schema. Called before anything else, and again after a
    /// <see cref="StoreUnavailableException"/>.</summary>
    /// <exception cref="StoreRefusedException">The store must not be used by this program.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Raised, on any thread, when another process has changed the store. A hint, never the truth.</summary>
    event Action<StoreChange>? Changed;

    /// <summary>After so long without a hint the store must be asked, since hints can get lost; null when none can.</summary>
    TimeSpan? LongestSilence { get; }

    /// <summary>Stores tasks, all by one commit. Those that it hands over are claimed by that commit, too, and may be running before it is
    /// durable and answered.</summary>
    /// <returns>One verdict per item, in the order of the items.</returns>
    Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(SubmitRequest request);

    /// <summary>Gives waiting tasks of one queue to a handler: highest priority first, then first come, first served. What is past its
    /// expiry is not started.</summary>
    Task<ClaimAnswer> ClaimAsync(ClaimRequest request);

    /// <summary>Writes down how runs ended, each if and only if its claim still holds. Safe to send again until a verdict came.</summary>
    /// <returns>One answer per item, in the order of the items.</returns>
    Task<IReadOnlyList<FinishAnswer>> FinishAsync(IReadOnlyList<FinishRequest> batch);

    /// <summary>Keeps progress and log lines of runs whose claim still holds.</summary>
    Task ReportAsync(IReadOnlyList<ReportRequest> batch);

    /// <summary>Prolongs a handler's or janitor's lease and learns what it must stop.</summary>
    /// <remarks>Synchronous by design: it is called from a thread of its own and must get through while the thread pool is
    /// starved.</remarks>
    BeatAnswer Beat(BeatRequest beat);

    /// <summary>Declares handlers dead whose lease has run out and takes back what they held; ends leases whose deadline passed 10 seconds
    /// ago and leases of handlers that are not listed.</summary>
    /// <param name="limit">At most so many tasks in this call.</param>
    /// <param name="alive">Handlers of the calling process: alive, whatever their lease says.</param>
    Task<ReapAnswer> ReapAsync(int limit, IReadOnlyCollection<MemberId> alive);

    /// <summary>Moves what is due to where it can be claimed.</summary>
    Task<PromoteAnswer> PromoteAsync(int limit);

    /// <summary>Cancels a task: at once when it waits, through its handler when it runs.</summary>
    Task<CancelVerdict> CancelAsync(TaskId id);

    /// <summary>Which of a handler's runs are to be cancelled, without waiting for its next beat.</summary>
    Task<IReadOnlyList<RunKey>> FindCancelledAsync(MemberId handler, CancellationToken cancellationToken);

    /// <summary>Hands back leases of a handler that it does not know of: claims whose answer was lost. Only those older than 30
    /// seconds.</summary>
    /// <returns>How many there were.</returns>
    Task<int> ReconcileAsync(MemberId handler, IReadOnlyCollection<RunKey> known);

    /// <summary>The task, or null when there is none or it has expired. Its result only if it has at most <paramref name="maxResultBytes"/>
    /// bytes.</summary>
    Task<TaskRecord?> FindAsync(TaskId id, long maxResultBytes, CancellationToken cancellationToken);

    /// <summary>The result of a succeeded task, read piece by piece; null when there is none. The caller disposes of it.</summary>
    Task<Stream?> OpenResultAsync(TaskId id, CancellationToken cancellationToken);

    /// <summary>The lines of a task's own log, oldest first.</summary>
    Task<IReadOnlyList<TaskLogLine>> FindLogAsync(TaskId id, CancellationToken cancellationToken);

    /// <summary>Which of these tasks are done, or gone.</summary>
    Task<IReadOnlyList<TaskId>> FindDoneAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken);

    /// <summary>What there is to do.</summary>
    /// <param name="alive">Handlers of the calling process, whose lease it need not watch.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    Task<TickAnswer> TickAsync(IReadOnlyCollection<MemberId> alive, CancellationToken cancellationToken);

    /// <summary>How the store and the work in it are.</summary>
    Task<HealthAnswer> CheckHealthAsync(CancellationToken cancellationToken);

    /// <summary>Deletes expired tasks with all that belongs to them; tells expired runs to stop; forgets old nonces and dead handlers. Need
    /// not be durable when it returns: what a crash brings back is hidden by its expiry and goes with the next sweep.</summary>
    Task<DeleteExpiredAnswer> DeleteExpiredAsync(int limit);

    /// <summary>Lists a handler or janitor as alive for one lease.</summary>
    Task JoinAsync(MemberEntry entry, TimeSpan lease);

    /// <summary>Marks a handler or janitor that stops in order as gone.</summary>
    Task LeaveAsync(MemberId id);

    /// <summary>The live handlers and janitors, in the order in which they started, with what they run.</summary>
    Task<IReadOnlyList<LiveMember>> ListMembersAsync(CancellationToken cancellationToken);
}
