namespace Errand.Benchmarks;

/// <summary>A store that keeps nothing and has its answer ready: what stores allocate is no part of the path.</summary>
internal sealed class InstantStore : ITaskStore
{
    private static readonly DateTimeOffset CreatedAt = new(2026, 11, 24, 8, 15, 30, 125, TimeSpan.Zero);

    private readonly Task<IReadOnlyList<SubmitVerdict>> _accepted = Task.FromResult<IReadOnlyList<SubmitVerdict>>(
        [new SubmitVerdict(SubmitResult.Accepted, new TaskId(12345), CreatedAt, CreatedAt.AddDays(7))]);

    public event Action<StoreChange>? Changed
    {
        add { }
        remove { }
    }

    public TimeSpan? LongestSilence => null;

    /// <summary>Takes one task at a time, as one client sends them.</summary>
    public Task<IReadOnlyList<SubmitVerdict>> SubmitAsync(SubmitBatch batch) =>
        batch.Items.Count == 1 ? _accepted : throw new NotSupportedException();

    public Task OpenAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ClaimAnswer> ClaimAsync(ClaimRequest request) => throw new NotSupportedException();

    public Task<IReadOnlyList<FinishAnswer>> FinishAsync(IReadOnlyList<FinishRequest> batch) => throw new NotSupportedException();

    public Task ReportAsync(IReadOnlyList<RunReport> batch) => throw new NotSupportedException();

    public BeatAnswer Beat(Beat beat) => throw new NotSupportedException();

    public Task<ReapReport> ReapAsync(int limit, IReadOnlyCollection<HandlerId> alive) => throw new NotSupportedException();

    public Task<PromoteReport> PromoteAsync(int limit) => throw new NotSupportedException();

    public Task<CancelVerdict> CancelAsync(TaskId id) => throw new NotSupportedException();

    public Task<IReadOnlyList<RunKey>> FindCancelledAsync(HandlerId handler, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<int> ReconcileAsync(HandlerId handler, IReadOnlyCollection<RunKey> known) => throw new NotSupportedException();

    public Task<TaskRecord?> FindAsync(TaskId id, long maxResultBytes, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Stream?> OpenResultAsync(TaskId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<TaskLogLine>> FindLogAsync(TaskId id, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TaskId>> FindDoneAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoreTick> TickAsync(IReadOnlyCollection<HandlerId> alive, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ExpireReport> DeleteExpiredAsync(int limit) => throw new NotSupportedException();

    public Task RegisterAsync(RegistryEntry entry, TimeSpan lease) => throw new NotSupportedException();

    public Task RetireAsync(HandlerId id) => throw new NotSupportedException();

    public Task<IReadOnlyList<LiveMember>> ListRegistryAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
