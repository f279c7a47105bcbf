using System.Data.Common;
using Errand.Storage;
using Errand.Storage.Access;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Errand.Storage.Stats;
using Errand.Storage.Views;

namespace Errand.Benchmarks;

/// <summary>A store that keeps nothing and answers at once: what stores allocate is not part of the path.</summary>
internal sealed class InstantStore : ITaskStore
{
    private static readonly DateTimeOffset CreatedAt = new(2026, 11, 24, 8, 15, 30, 125, TimeSpan.Zero);

    private readonly Task<IReadOnlyList<SubmitAnswer>> _accepted = Task.FromResult<IReadOnlyList<SubmitAnswer>>(
        [new SubmitAnswer(SubmitVerdict.Accepted, new TaskId(12345), CreatedAt, CreatedAt.AddDays(7))]);

    public event Action<StoreChange>? Changed
    {
        add { }
        remove { }
    }

    public TimeSpan? LongestSilence => null;

    public void AskForNews() => throw new NotSupportedException();

    /// <summary>Accepts one task at a time.</summary>
    public Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(SubmitRequest batch) =>
        batch.Items.Count == 1 ? _accepted : throw new NotSupportedException();

    public Task OpenAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<SubmitAnswer>> SubmitWithinAsync(
        IReadOnlyList<Submission> items, DbTransaction transaction, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ClaimAnswer> ClaimAsync(ClaimRequest request) => throw new NotSupportedException();

    public Task<BlobId?> StorePartsAsync(PartsRequest parts) => throw new NotSupportedException();

    public Task<IReadOnlyList<FinishAnswer>> FinishAsync(IReadOnlyList<FinishRequest> batch) => throw new NotSupportedException();

    public Task ReportAsync(IReadOnlyList<ReportRequest> batch) => throw new NotSupportedException();

    public BeatAnswer Beat(BeatRequest beat) => throw new NotSupportedException();

    public Task<ReapAnswer> ReapAsync(int limit, IReadOnlyCollection<MemberId> alive) => throw new NotSupportedException();

    public Task<PromoteAnswer> PromoteAsync(int limit) => throw new NotSupportedException();

    public Task<IReadOnlyList<CancelAnswer>> CancelAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<RetryAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit) => throw new NotSupportedException();

    public Task<IReadOnlyList<KeepVerdict>> KeepAsync(IReadOnlyList<TaskId> ids, KeepRequest request) => throw new NotSupportedException();

    public Task<bool> ReleaseAsync(TaskId id) => throw new NotSupportedException();

    public Task<IReadOnlyList<TaskChange>> DeleteAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit) => throw new NotSupportedException();

    public Task<IReadOnlyList<RunKey>> FindCancelledAsync(MemberId handler, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<int> ReconcileAsync(MemberId handler, IReadOnlyCollection<RunKey> known) => throw new NotSupportedException();

    public Task<TaskRecord?> FindAsync(TaskId id, long maxResultBytes, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Stream?> OpenResultAsync(TaskId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ScanAnswer> ScanAsync(ScanRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TaskRecord>> FindManyAsync(
        IReadOnlyCollection<TaskId> ids, int maxBytes, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<TaskId, string>> FindStampsAsync(
        IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> FindQueuesAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TaskLogLine>?> FindLogAsync(LogRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TaskAttempt>?> FindAttemptsAsync(TaskId id, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TaskId>> FindDoneAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<long> FindMarkAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<HealthAnswer> CheckHealthAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TickAnswer> TickAsync(IReadOnlyCollection<MemberId> alive, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TaskOwner>> FindOwnersAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<int> DeleteAuditAsync(TimeSpan keptFor, int limit) => throw new NotSupportedException();

    public Task<string> FindKeysMarkAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredKey>> ListKeysAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StoredKey?> CreateKeyAsync(NewKey key, AuditEntry audit) => throw new NotSupportedException();

    public Task<StoredKey?> RotateKeyAsync(KeyRotation rotation, AuditEntry audit) => throw new NotSupportedException();

    public Task<bool> RevokeKeyAsync(string id, AuditEntry audit) => throw new NotSupportedException();

    public Task TouchKeysAsync(IReadOnlyDictionary<string, TimeSpan> ages) => throw new NotSupportedException();

    public Task AppendAuditAsync(AuditEntry entry) => throw new NotSupportedException();

    public Task<IReadOnlyList<AuditRow>> ListAuditAsync(AuditRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<DeleteExpiredAnswer> DeleteExpiredAsync(int limit) => throw new NotSupportedException();

    public Task JoinAsync(MemberEntry entry, TimeSpan lease) => throw new NotSupportedException();

    public Task LeaveAsync(MemberId id) => throw new NotSupportedException();

    public Task<IReadOnlyList<LiveMember>> ListMembersAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<GoneMember>> ListGoneAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<QueueFacts>> ListQueuesAsync(string? name, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<TaskStanding?> FindStandingAsync(TaskId id, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<TimeSpan>> FindRunTimesAsync(string type, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<WorkFacts> FindWorkAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<TypeEnds>> FindEndsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> SetPausedAsync(string name, bool isPaused, ChangeAudit? audit) => throw new NotSupportedException();

    public Task<TaskCounts> CountTasksAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<TypeCount>> CountTypesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AddStatsAsync(StatBatch batch) => throw new NotSupportedException();

    public Task<IReadOnlyList<StatRow>> ListStatsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<T> SumStatsAsync<T>(DateTimeOffset from, DateTimeOffset to, Func<T> start, CancellationToken cancellationToken)
        where T : IStatSums => throw new NotSupportedException();

    public Task<FinishedCounts> SumFinishedAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> FoldStatsAsync(int limit) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> WriteDepthAsync(IReadOnlyCollection<string> before) => throw new NotSupportedException();

    public Task<IReadOnlyList<DepthRow>> ListDepthAsync(
        DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
