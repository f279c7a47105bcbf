using System.Collections.Concurrent;
using System.Data.Common;
using Errand.Storage;
using Errand.Storage.Access;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Errand.Storage.Stats;
using Errand.Storage.Views;
using Errand.Submitting;

namespace Errand.Tests.Web;

/// <summary>A store in memory that does as it is told: what a test needs to see of the web, and no more.</summary>
internal sealed class FakeTaskStore(TimeProvider time) : ITaskStore
{
    private readonly ConcurrentDictionary<long, TaskRecord> _tasks = new();
    private readonly ConcurrentDictionary<string, (byte[] Hash, long Id)> _keys = new();
    private readonly ConcurrentDictionary<long, byte[]> _results = new();
    private long _lastId;

    public event Action<StoreChange>? Changed
    {
        add { }
        remove { }
    }

    public TimeSpan? LongestSilence => null;

    public void AskForNews()
    {
        // Nobody else writes here.
    }

    /// <summary>Thrown by every submit while it is set.</summary>
    public Exception? SubmitFailure { get; set; }

    /// <summary>Thrown by every read while it is set.</summary>
    public Exception? ReadFailure { get; set; }

    /// <summary>Called by each look at the tasks that somebody waits for or follows: may wait, may throw.</summary>
    public Func<CancellationToken, Task> WhileLooking { get; set; } = _ => Task.CompletedTask;

    /// <summary>Every submit waits for it.</summary>
    public Task HeldSubmit { get; set; } = Task.CompletedTask;

    public SubmitVerdict Verdict { get; set; } = SubmitVerdict.Accepted;

    public Func<CancellationToken, Task<HealthAnswer>> Health { get; set; } = _ =>
        Task.FromResult(new HealthAnswer(null, 4, 0, true, true, null));

    public Func<Task> Open { get; set; } = () => throw new NotSupportedException();

    public IReadOnlyList<LiveMember> Members { get; set; } = [];

    public IReadOnlyList<GoneMember> Gone { get; set; } = [];

    public IReadOnlyList<QueueFacts> Queues { get; set; } = [];

    /// <summary>By default there is a janitor, and nothing to do.</summary>
    public Func<WorkFacts> Work { get; set; } = () => TestTasks.WorkOf(time.GetUtcNow());

    /// <summary>Of every task type.</summary>
    public IReadOnlyList<TimeSpan> RunTimes { get; set; } = [];

    public ConcurrentQueue<Submission> Submitted { get; } = new();

    /// <summary>What came in, before the gate.</summary>
    public ConcurrentQueue<Submission> Arrived { get; } = new();

    /// <summary>By id.</summary>
    public ConcurrentDictionary<string, StoredKey> Keys { get; } = new();

    /// <summary>How often the keys were looked at, in vain too.</summary>
    public int KeyReads { get; private set; }

    /// <summary>Thrown by every look at the keys while it is set.</summary>
    public Exception? KeyFailure { get; set; }

    public ConcurrentQueue<IReadOnlyDictionary<string, TimeSpan>> Touched { get; } = new();

    public ConcurrentQueue<AuditEntry> Audit { get; } = new();

    /// <summary>The owners of tasks that have one.</summary>
    public ConcurrentDictionary<long, string> Owners { get; } = new();

    /// <summary>Opened in place of every stored result.</summary>
    public Stream? ResultStream { get; set; }

    public int Reads { get; private set; }

    /// <summary>How often followed tasks were looked at, in vain too.</summary>
    public int StampReads { get; private set; }

    /// <summary>Completes at the next read.</summary>
    public TaskCompletionSource ReadSignal { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a batch has come in, before the gate.</summary>
    public TaskCompletionSource SubmitSignal { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a batch is stored.</summary>
    public TaskCompletionSource StoredSignal { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Count => _tasks.Count;

    public TaskRecord Put(TaskRecord task, byte[]? result = null)
    {
        _tasks[task.Id.Value] = result is null ? task : task with { ResultBytes = result.Length };
        if (result is not null)
        {
            _results[task.Id.Value] = result;
        }

        return task;
    }

    public TaskRecord Change(long id, Func<TaskRecord, TaskRecord> change) => _tasks[id] = change(_tasks[id]);

    public void Forget(long id) => _tasks.TryRemove(id, out _);

    public async Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(SubmitRequest batch)
    {
        foreach (Submission item in batch.Items)
        {
            Arrived.Enqueue(item);
        }

        SubmitSignal.TrySetResult();
        await HeldSubmit;
        SubmitAnswer[] answers = SubmitFailure is { } failure ? throw failure : [.. batch.Items.Select(Store)];
        StoredSignal.TrySetResult();
        return answers;
    }

    public Task<TaskRecord?> FindAsync(TaskId id, long maxResultBytes, CancellationToken cancellationToken)
    {
        Reads++;
        ReadSignal.TrySetResult();
        if (ReadFailure is { } failure)
        {
            throw failure;
        }

        TaskRecord? task = _tasks.GetValueOrDefault(id.Value);
        return Task.FromResult(task is not null && _results.TryGetValue(id.Value, out byte[]? result) && result.Length <= maxResultBytes
            ? task with { Result = result }
            : task);
    }

    public Task<Stream?> OpenResultAsync(TaskId id, CancellationToken cancellationToken) =>
        Task.FromResult(ResultStream ?? (_results.TryGetValue(id.Value, out byte[]? result) ? new MemoryStream(result) : null));

    public Task<IReadOnlyList<CancelAnswer>> CancelAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit) =>
        Task.FromResult<IReadOnlyList<CancelAnswer>>([.. ids.Select(Cancel).Select(verdict => new CancelAnswer(verdict))]);

    private CancelVerdict Cancel(TaskId id)
    {
        switch (_tasks.GetValueOrDefault(id.Value))
        {
            case null:
                return CancelVerdict.Unknown;
            case { Status: TaskState.Done }:
                return CancelVerdict.AlreadyDone;
            case { Status: TaskState.Running }:
                Change(id.Value, task => task with { Reason = TaskReason.Cancelling });
                return CancelVerdict.Signalled;
            default:
                Change(id.Value, task => task with
                {
                    Status = TaskState.Done,
                    Outcome = OutcomeState.Cancelled,
                    Reason = null,
                    FinishedAt = time.GetUtcNow(),
                });
                return CancelVerdict.Done;
        }
    }

    public Task<IReadOnlyList<RetryAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit) =>
        Task.FromResult<IReadOnlyList<RetryAnswer>>([.. ids.Select(Retry)]);

    private RetryAnswer Retry(TaskId id)
    {
        switch (_tasks.GetValueOrDefault(id.Value))
        {
            case null:
                return new RetryAnswer(TaskChange.UnknownTask);
            case { Status: not TaskState.Done }:
                return new RetryAnswer(TaskChange.NotFinished);
            case { Outcome: OutcomeState.Succeeded }:
                return new RetryAnswer(TaskChange.Succeeded);
            case { Queue: var queue }:
                Change(id.Value, task => task with
                {
                    Status = TaskState.Waiting,
                    Outcome = null,
                    Reason = TaskReason.Ready,
                    FinishedAt = null,
                });
                return new RetryAnswer(TaskChange.Changed, queue);
        }
    }

    public Task<IReadOnlyList<KeepVerdict>> KeepAsync(IReadOnlyList<TaskId> ids, KeepRequest request) =>
        Task.FromResult<IReadOnlyList<KeepVerdict>>([.. ids.Select(id => Keep(id, request))]);

    private KeepVerdict Keep(TaskId id, KeepRequest request)
    {
        if (!_tasks.ContainsKey(id.Value))
        {
            return KeepVerdict.Unknown;
        }

        if (request.ExpiresAt <= time.GetUtcNow())
        {
            return KeepVerdict.TooEarly;
        }

        var kept = new TaskKeep(request.Until, request.Note);
        Change(id.Value, task => task with { ExpiresAt = request.ExpiresAt, Kept = kept });
        return KeepVerdict.Kept;
    }

    public Task<bool> ReleaseAsync(TaskId id)
    {
        bool isThere = _tasks.ContainsKey(id.Value);
        if (isThere)
        {
            Change(id.Value, task => task with { Kept = null });
        }

        return Task.FromResult(isThere);
    }

    public Task<IReadOnlyList<TaskChange>> DeleteAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit) =>
        Task.FromResult<IReadOnlyList<TaskChange>>([.. ids.Select(Delete)]);

    private TaskChange Delete(TaskId id)
    {
        if (_tasks.GetValueOrDefault(id.Value) is not { } task)
        {
            return TaskChange.UnknownTask;
        }

        if (task.Status != TaskState.Done)
        {
            return TaskChange.NotFinished;
        }

        Forget(id.Value);
        return TaskChange.Changed;
    }

    public async Task<IReadOnlyList<TaskId>> FindDoneAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken)
    {
        await WhileLooking(cancellationToken);
        return [.. ids.Where(id => _tasks.GetValueOrDefault(id.Value) is null or { Status: TaskState.Done })];
    }

    public Task<long> FindMarkAsync(CancellationToken cancellationToken) => Task.FromResult(0L);

    public Task<HealthAnswer> CheckHealthAsync(CancellationToken cancellationToken) => Health(cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task OpenAsync(CancellationToken cancellationToken) => Open();

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

    public Task<IReadOnlyList<RunKey>> FindCancelledAsync(MemberId handler, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<int> ReconcileAsync(MemberId handler, IReadOnlyCollection<RunKey> known) => throw new NotSupportedException();

    public Task<ScanAnswer> ScanAsync(ScanRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new ScanAnswer([], IsAtEnd: true));

    public Task<IReadOnlyList<TaskRecord>> FindManyAsync(
        IReadOnlyCollection<TaskId> ids, int maxBytes, CancellationToken cancellationToken) =>
        ReadFailure is { } failure ? Task.FromException<IReadOnlyList<TaskRecord>>(failure)
        : Task.FromResult<IReadOnlyList<TaskRecord>>([.. ids.Where(id => _tasks.ContainsKey(id.Value)).Select(id => _tasks[id.Value])]);

    public async Task<IReadOnlyDictionary<TaskId, string>> FindStampsAsync(
        IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken)
    {
        StampReads++;
        await WhileLooking(cancellationToken);
        return ReadFailure is { } failure ? throw failure
            : ids.Where(id => _tasks.ContainsKey(id.Value)).ToDictionary(id => id, id => _tasks[id.Value].Status.ToString());
    }

    public Task<IReadOnlyList<string>> FindQueuesAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. Queues.Select(queue => queue.Name)]);

    public Task<IReadOnlyList<TaskLogLine>?> FindLogAsync(LogRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TaskLogLine>?>(_tasks.ContainsKey(request.Id.Value) ? [] : null);

    public Task<IReadOnlyList<TaskAttempt>?> FindAttemptsAsync(TaskId id, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TaskAttempt>?>(_tasks.ContainsKey(id.Value) ? [] : null);

    public Task<TickAnswer> TickAsync(IReadOnlyCollection<MemberId> alive, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<TaskOwner>> FindOwnersAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TaskOwner>>(
        [
            .. ids.Where(id => _tasks.ContainsKey(id.Value))
                .Select(id => new TaskOwner(id, _tasks[id.Value].Type.Name, Owners.GetValueOrDefault(id.Value))),
        ]);

    public Task<int> DeleteAuditAsync(TimeSpan keptFor, int limit) => throw new NotSupportedException();

    public Task<string> FindKeysMarkAsync(CancellationToken cancellationToken)
    {
        KeyReads++;
        return KeyFailure is { } failure
            ? throw failure
            : Task.FromResult($"{Keys.Count}/{Keys.Values.Count(key => key.RevokedAt is not null)}");
    }

    public Task<IReadOnlyList<StoredKey>> ListKeysAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredKey>>([.. Keys.Values]);

    public Task<StoredKey?> CreateKeyAsync(NewKey key, AuditEntry audit)
    {
        Audit.Enqueue(audit);
        StoredKey stored = Errand.Storage.Shared.Keys.KeyRow.Of(key, time.GetUtcNow());
        return Task.FromResult(Keys.TryAdd(key.Id, stored) ? stored : null);
    }

    public Task<StoredKey?> RotateKeyAsync(KeyRotation rotation, AuditEntry audit) => throw new NotSupportedException();

    public Task<bool> RevokeKeyAsync(string id, AuditEntry audit)
    {
        bool isKnown = Keys.TryGetValue(id, out StoredKey? key);
        if (isKnown)
        {
            Keys[id] = key! with { RevokedAt = time.GetUtcNow() };
        }

        return Task.FromResult(isKnown);
    }

    public Task TouchKeysAsync(IReadOnlyDictionary<string, TimeSpan> ages)
    {
        Touched.Enqueue(ages);
        return Task.CompletedTask;
    }

    public Task AppendAuditAsync(AuditEntry entry)
    {
        Audit.Enqueue(entry);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<AuditRow>> ListAuditAsync(AuditRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AuditRow>>(
            [.. Audit.Select((entry, index) => new AuditRow(index + 1, time.GetUtcNow(), entry)).Reverse()]);

    public Task<DeleteExpiredAnswer> DeleteExpiredAsync(int limit) => throw new NotSupportedException();

    public Task JoinAsync(MemberEntry entry, TimeSpan lease) => throw new NotSupportedException();

    public Task LeaveAsync(MemberId id) => throw new NotSupportedException();

    public Task<IReadOnlyList<LiveMember>> ListMembersAsync(CancellationToken cancellationToken) => Task.FromResult(Members);

    public Task<IReadOnlyList<GoneMember>> ListGoneAsync(CancellationToken cancellationToken) => Task.FromResult(Gone);

    public Task<IReadOnlyList<QueueFacts>> ListQueuesAsync(string? name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<QueueFacts>>([.. Queues.Where(queue => name is null || queue.Name == name)]);

    public Task<TaskStanding?> FindStandingAsync(TaskId id, CancellationToken cancellationToken) =>
        Task.FromResult(_tasks.TryGetValue(id.Value, out TaskRecord? task) ? TestTasks.StandingOf(task) : null);

    public Task<IReadOnlyList<TimeSpan>> FindRunTimesAsync(string type, CancellationToken cancellationToken) =>
        Task.FromResult(RunTimes);

    public Task<WorkFacts> FindWorkAsync(CancellationToken cancellationToken) =>
        ReadFailure is { } failure ? Task.FromException<WorkFacts>(failure) : Task.FromResult(Work());

    public Task<IReadOnlyList<TypeEnds>> FindEndsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TypeEnds>>([]);

    public Task<bool> SetPausedAsync(string name, bool isPaused, ChangeAudit? audit)
    {
        Queues = [.. Queues.Select(queue => queue.Name == name ? queue with { IsPaused = isPaused } : queue)];
        return Task.FromResult(Queues.Any(queue => queue.Name == name));
    }

    public Task<TaskCounts> CountTasksAsync(CancellationToken cancellationToken) => Task.FromResult(new TaskCounts
    {
        At = time.GetUtcNow(),
        Ready = _tasks.Values.Count(task => task.Status == TaskState.Waiting),
        Scheduled = 0,
        Retry = 0,
        IsExact = true,
        Running = _tasks.Values.Count(task => task.Status == TaskState.Running),
        Slots = 0,
        Handlers = 0,
        Janitors = 0,
        OldestReadyAt = null,
        Stored = _tasks.Count,
        IsStoredExact = true,
    });

    public Task<IReadOnlyList<TypeCount>> CountTypesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TypeCount>>([]);

    public Task AddStatsAsync(StatBatch batch) => throw new NotSupportedException();

    public Task<IReadOnlyList<StatRow>> ListStatsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StatRow>>([]);

    public Task<T> SumStatsAsync<T>(DateTimeOffset from, DateTimeOffset to, Func<T> start, CancellationToken cancellationToken)
        where T : IStatSums => Task.FromResult(start());

    public Task<FinishedCounts> SumFinishedAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new FinishedCounts(new OutcomeCounts(0, 0, 0), new OutcomeCounts(0, 0, 0), new OutcomeCounts(0, 0, 0)));

    public Task<int> FoldStatsAsync(int limit) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> WriteDepthAsync(IReadOnlyCollection<string> before) => throw new NotSupportedException();

    public Task<IReadOnlyList<DepthRow>> ListDepthAsync(
        DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DepthRow>>([]);

    private SubmitAnswer Store(Submission sent)
    {
        if (Verdict != SubmitVerdict.Accepted)
        {
            return new SubmitAnswer(Verdict);
        }

        if (sent.Key is { } key && _keys.TryGetValue($"{key.Scope} {key.Key}", out (byte[] Hash, long Id) first))
        {
            return first.Hash.AsSpan().SequenceEqual(key.RequestHash.Span) && _tasks[first.Id] is { } kept
                ? new SubmitAnswer(SubmitVerdict.Replayed, kept.Id, kept.CreatedAt, kept.ExpiresAt, kept.RunAt)
                : new SubmitAnswer(SubmitVerdict.KeyReused);
        }

        Submission submission = sent with { Args = sent.Args.ToArray() }; // What the web lent goes back to its pool.
        Submitted.Enqueue(submission);
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset? runAt = submission.Delay is { } delay ? now + delay : submission.RunAt;
        var verdict = new SubmitAnswer(
            SubmitVerdict.Accepted, new TaskId(Interlocked.Increment(ref _lastId)), now, now + submission.TimeToLive,
            runAt > now ? runAt : null);
        if (submission.Key is { } newKey)
        {
            _keys[$"{newKey.Scope} {newKey.Key}"] = (newKey.RequestHash.ToArray(), verdict.Id.Value);
        }

        Put(TaskForms.FirstRecordOf(submission, verdict));
        return verdict;
    }
}
