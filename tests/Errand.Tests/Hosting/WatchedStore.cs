using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Errand.Storage;
using Errand.Storage.Access;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Errand.Storage.Stats;
using Errand.Storage.Views;

namespace Errand.Tests.Hosting;

/// <summary>A real store that a test can watch, hold up and break.</summary>
/// <param name="store">The real one.</param>
/// <param name="setClock">Called first of all in each call: gives the store's own clock the test's time.</param>
internal sealed class WatchedStore(ITaskStore store, Action? setClock = null) : ITaskStore
{
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private int _running;

    public event Action<StoreChange>? Changed
    {
        add => store.Changed += value;
        remove => store.Changed -= value;
    }

    public TimeSpan? LongestSilence => store.LongestSilence;

    public void AskForNews() => store.AskForNews();

    /// <summary>Asked before each call, by the method's name: may wait, may throw.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Asked after each call: what it throws is what the caller hears of a call that was carried out.</summary>
    public Action<string> After { get; set; } = _ => { };

    public ConcurrentQueue<(ClaimRequest Request, ClaimAnswer Answer)> Claims { get; } = new();

    public ConcurrentQueue<FinishAnswer> Finishes { get; } = new();

    public ConcurrentQueue<SubmitRequest> Batches { get; } = new();

    /// <summary>Tasks that went to a handler without a claim.</summary>
    public ConcurrentQueue<TaskId> Reserved { get; } = new();

    public ConcurrentQueue<ReportRequest> Reports { get; } = new();

    /// <summary>Whether a call that may change something is on its way.</summary>
    public bool IsBusy => Volatile.Read(ref _running) > 0;

    public int Calls(string method) => _calls.GetValueOrDefault(method);

    public Task OpenAsync(CancellationToken cancellationToken) => InTime().OpenAsync(cancellationToken);

    public async Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(SubmitRequest batch)
    {
        Batches.Enqueue(batch);
        return await Call(async () =>
        {
            IReadOnlyList<SubmitAnswer> verdicts = await InTime().SubmitAsync(batch);
            foreach (SubmitAnswer verdict in verdicts.Where(verdict => verdict.IsClaimed))
            {
                Reserved.Enqueue(verdict.Id);
            }

            return verdicts;
        });
    }

    public Task<IReadOnlyList<SubmitAnswer>> SubmitWithinAsync(
        IReadOnlyList<Submission> items, DbTransaction transaction, CancellationToken cancellationToken) =>
        Call(() => InTime().SubmitWithinAsync(items, transaction, cancellationToken));

    public async Task<ClaimAnswer> ClaimAsync(ClaimRequest request)
    {
        ClaimAnswer answer = await Call(() => InTime().ClaimAsync(request));
        Claims.Enqueue((request, answer));
        return answer;
    }

    public Task<BlobId?> StorePartsAsync(PartsRequest parts) => Call(() => InTime().StorePartsAsync(parts));

    public async Task<IReadOnlyList<FinishAnswer>> FinishAsync(IReadOnlyList<FinishRequest> batch)
    {
        IReadOnlyList<FinishAnswer> answers = await Call(() => InTime().FinishAsync(batch));
        foreach (FinishAnswer answer in answers)
        {
            Finishes.Enqueue(answer);
        }

        return answers;
    }

    public async Task ReportAsync(IReadOnlyList<ReportRequest> batch)
    {
        foreach (ReportRequest report in batch)
        {
            Reports.Enqueue(report);
        }

        await Call(async () =>
        {
            await InTime().ReportAsync(batch);
            return true;
        });
    }

    public BeatAnswer Beat(BeatRequest beat)
    {
        Count(nameof(Beat));
        Before(nameof(Beat)).GetAwaiter().GetResult();
        BeatAnswer answer = InTime().Beat(beat);
        After(nameof(Beat));
        return answer;
    }

    public Task<ReapAnswer> ReapAsync(int limit, IReadOnlyCollection<MemberId> alive) => Call(() => InTime().ReapAsync(limit, alive));

    public Task<PromoteAnswer> PromoteAsync(int limit) => Call(() => InTime().PromoteAsync(limit));

    public Task<IReadOnlyList<CancelAnswer>> CancelAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit) =>
        Call(() => InTime().CancelAsync(ids, audit));

    public Task<IReadOnlyList<RetryAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit) =>
        Call(() => InTime().RetryAsync(ids, audit));

    public Task<IReadOnlyList<KeepVerdict>> KeepAsync(IReadOnlyList<TaskId> ids, KeepRequest request) =>
        Call(() => InTime().KeepAsync(ids, request));

    public Task<bool> ReleaseAsync(TaskId id) => Call(() => InTime().ReleaseAsync(id));

    public Task<IReadOnlyList<TaskChange>> DeleteAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit) =>
        Call(() => InTime().DeleteAsync(ids, audit));

    public Task<IReadOnlyList<RunKey>> FindCancelledAsync(MemberId handler, CancellationToken cancellationToken) =>
        Call(() => InTime().FindCancelledAsync(handler, cancellationToken));

    public Task<int> ReconcileAsync(MemberId handler, IReadOnlyCollection<RunKey> known) =>
        Call(() => InTime().ReconcileAsync(handler, known));

    public Task<TaskRecord?> FindAsync(TaskId id, long maxResultBytes, CancellationToken cancellationToken) =>
        Call(() => InTime().FindAsync(id, maxResultBytes, cancellationToken));

    public Task<Stream?> OpenResultAsync(TaskId id, CancellationToken cancellationToken) => InTime().OpenResultAsync(id, cancellationToken);

    public Task<ScanAnswer> ScanAsync(ScanRequest request, CancellationToken cancellationToken) =>
        InTime().ScanAsync(request, cancellationToken);

    public Task<IReadOnlyList<TaskRecord>> FindManyAsync(
        IReadOnlyCollection<TaskId> ids, int maxBytes, CancellationToken cancellationToken) =>
        InTime().FindManyAsync(ids, maxBytes, cancellationToken);

    public Task<IReadOnlyDictionary<TaskId, string>> FindStampsAsync(
        IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) =>
        InTime().FindStampsAsync(ids, cancellationToken);

    public Task<IReadOnlyList<string>> FindQueuesAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        InTime().FindQueuesAsync(prefix, limit, cancellationToken);

    public Task<IReadOnlyList<TaskLogLine>?> FindLogAsync(LogRequest request, CancellationToken cancellationToken) =>
        InTime().FindLogAsync(request, cancellationToken);

    public Task<IReadOnlyList<TaskAttempt>?> FindAttemptsAsync(TaskId id, CancellationToken cancellationToken) =>
        InTime().FindAttemptsAsync(id, cancellationToken);

    public Task<IReadOnlyList<TaskId>> FindDoneAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) =>
        Call(() => InTime().FindDoneAsync(ids, cancellationToken));

    public Task<TickAnswer> TickAsync(IReadOnlyCollection<MemberId> alive, CancellationToken cancellationToken) =>
        Call(() => InTime().TickAsync(alive, cancellationToken));

    public Task<long> FindMarkAsync(CancellationToken cancellationToken) => InTime().FindMarkAsync(cancellationToken);

    public Task<HealthAnswer> CheckHealthAsync(CancellationToken cancellationToken) => InTime().CheckHealthAsync(cancellationToken);

    public Task<IReadOnlyList<TaskOwner>> FindOwnersAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) =>
        Call(() => InTime().FindOwnersAsync(ids, cancellationToken));

    public Task<int> DeleteAuditAsync(TimeSpan keptFor, int limit) => Call(() => InTime().DeleteAuditAsync(keptFor, limit));

    public Task<string> FindKeysMarkAsync(CancellationToken cancellationToken) => Call(() => InTime().FindKeysMarkAsync(cancellationToken));

    public Task<IReadOnlyList<StoredKey>> ListKeysAsync(CancellationToken cancellationToken) =>
        Call(() => InTime().ListKeysAsync(cancellationToken));

    public Task<StoredKey?> CreateKeyAsync(NewKey key, AuditEntry audit) => Call(() => InTime().CreateKeyAsync(key, audit));

    public Task<StoredKey?> RotateKeyAsync(KeyRotation rotation, AuditEntry audit) => Call(() => InTime().RotateKeyAsync(rotation, audit));

    public Task<bool> RevokeKeyAsync(string id, AuditEntry audit) => Call(() => InTime().RevokeKeyAsync(id, audit));

    public Task TouchKeysAsync(IReadOnlyDictionary<string, TimeSpan> ages) => InTime().TouchKeysAsync(ages);

    public Task AppendAuditAsync(AuditEntry entry) => InTime().AppendAuditAsync(entry);

    public Task<IReadOnlyList<AuditRow>> ListAuditAsync(AuditRequest request, CancellationToken cancellationToken) =>
        Call(() => InTime().ListAuditAsync(request, cancellationToken));

    public Task<DeleteExpiredAnswer> DeleteExpiredAsync(int limit) => Call(() => InTime().DeleteExpiredAsync(limit));

    public Task JoinAsync(MemberEntry entry, TimeSpan lease) => Call(async () =>
    {
        await InTime().JoinAsync(entry, lease);
        return true;
    });

    public Task LeaveAsync(MemberId id) => Call(async () =>
    {
        await InTime().LeaveAsync(id);
        return true;
    });

    public Task<IReadOnlyList<LiveMember>> ListMembersAsync(CancellationToken cancellationToken) =>
        InTime().ListMembersAsync(cancellationToken);

    public Task<IReadOnlyList<GoneMember>> ListGoneAsync(CancellationToken cancellationToken) =>
        InTime().ListGoneAsync(cancellationToken);

    public Task<IReadOnlyList<QueueFacts>> ListQueuesAsync(string? name, CancellationToken cancellationToken) =>
        InTime().ListQueuesAsync(name, cancellationToken);

    public Task<TaskStanding?> FindStandingAsync(TaskId id, CancellationToken cancellationToken) =>
        InTime().FindStandingAsync(id, cancellationToken);

    public Task<IReadOnlyList<TimeSpan>> FindRunTimesAsync(string type, CancellationToken cancellationToken) =>
        InTime().FindRunTimesAsync(type, cancellationToken);

    public Task<WorkFacts> FindWorkAsync(CancellationToken cancellationToken) => InTime().FindWorkAsync(cancellationToken);

    public Task<IReadOnlyList<TypeEnds>> FindEndsAsync(CancellationToken cancellationToken) => InTime().FindEndsAsync(cancellationToken);

    public Task<bool> SetPausedAsync(string name, bool isPaused, ChangeAudit? audit) =>
        Call(() => InTime().SetPausedAsync(name, isPaused, audit));

    public Task<TaskCounts> CountTasksAsync(CancellationToken cancellationToken) => InTime().CountTasksAsync(cancellationToken);

    public Task<IReadOnlyList<TypeCount>> CountTypesAsync(CancellationToken cancellationToken) =>
        InTime().CountTypesAsync(cancellationToken);

    public Task AddStatsAsync(StatBatch batch) => Call(async () =>
    {
        await InTime().AddStatsAsync(batch);
        return true;
    });

    public Task<IReadOnlyList<StatRow>> ListStatsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        InTime().ListStatsAsync(from, to, cancellationToken);

    public Task<T> SumStatsAsync<T>(DateTimeOffset from, DateTimeOffset to, Func<T> start, CancellationToken cancellationToken)
        where T : IStatSums => InTime().SumStatsAsync(from, to, start, cancellationToken);

    public Task<FinishedCounts> SumFinishedAsync(CancellationToken cancellationToken) => InTime().SumFinishedAsync(cancellationToken);

    public Task<int> FoldStatsAsync(int limit) => Call(() => InTime().FoldStatsAsync(limit));

    public Task<IReadOnlyList<string>> WriteDepthAsync(IReadOnlyCollection<string> before) => Call(() => InTime().WriteDepthAsync(before));

    public Task<IReadOnlyList<DepthRow>> ListDepthAsync(
        DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken) =>
        InTime().ListDepthAsync(from, to, step, cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task<T> Call<T>(Func<Task<T>> call, [CallerMemberName] string method = "")
    {
        method = method.Replace("Async", "", StringComparison.Ordinal);
        int running = method.StartsWith("Find", StringComparison.Ordinal) ? 0 : 1;
        Interlocked.Add(ref _running, running);
        try
        {
            Count(method);
            await Before(method);
            T answer = await call();
            After(method);
            return answer;
        }
        finally
        {
            Interlocked.Add(ref _running, -running);
        }
    }

    private ITaskStore InTime()
    {
        setClock?.Invoke();
        return store;
    }

    private void Count(string method) => _calls.AddOrUpdate(method, 1, (_, count) => count + 1);
}
