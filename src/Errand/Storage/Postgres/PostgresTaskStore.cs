using System.Data.Common;
using Errand.Storage.Access;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Errand.Storage.Postgres.Hints;
using Errand.Storage.Postgres.Reads;
using Errand.Storage.Postgres.Session;
using Errand.Storage.Postgres.Verbs;
using Errand.Storage.Shared;
using Errand.Storage.Stats;
using Errand.Storage.Views;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Errand.Storage.Postgres;

/// <summary>Tasks in the schema <c>errand</c> of one PostgreSQL database, shared by processes on any number of machines.</summary>
/// <remarks>Every statement is one transaction, and nearly every verb one statement. The clock is the server's.</remarks>
internal sealed class PostgresTaskStore : ITaskStore
{
    /// <summary>Connections for all statements of a process, whatever its roles: batches need few, and a server has few. Beats, LISTEN and
    /// NOTIFY have one more each.</summary>
    private const int Connections = 6;

    /// <summary>How many of them reads may use.</summary>
    private const int ReadsAtATime = 3;

    private readonly PostgresStoreOptions _options;
    private readonly ILogger _logger;
    private readonly PostgresSource _source;
    private readonly PostgresHeart _heart;
    private readonly QueueFronts _fronts;
    private readonly PostgresChanges _changes;
    private readonly PostgresQueues _queues;
    private readonly PostgresReads _reads;
    private readonly PostgresSubmit _submit;
    private readonly PostgresSubmitWithin _submitWithin;
    private readonly PostgresClaim _claim;
    private readonly PostgresFinish _finish;
    private readonly PostgresUpkeep _upkeep;
    private readonly PostgresCancel _cancel;
    private readonly PostgresControl _control;
    private readonly PostgresStats _stats;
    private readonly PostgresStatReads _statReads;
    private readonly PostgresKeys _keys;
    private PostgresNotifier? _notifier;
    private PostgresListener? _listener;

    public PostgresTaskStore(PostgresStoreOptions options, ILogger<PostgresTaskStore> logger)
    {
        _options = options;
        _logger = logger;
        _source = new PostgresSource(() => PostgresSession.Statements(options, Connections), ReadsAtATime, logger);
        _heart = new PostgresHeart(options);
        _fronts = new QueueFronts();
        _changes = new PostgresChanges(_fronts, TimeProvider.System);
        var telling = new TellingWrite(_source, _changes, options.IsPooled, logger);
        _queues = new PostgresQueues(_source);
        _reads = new PostgresReads(_source, _fronts);
        _claim = new PostgresClaim(_source, _queues, _fronts);
        _submit = new PostgresSubmit(_source, _queues, _claim, _changes, telling, logger);
        _submitWithin = new PostgresSubmitWithin(_source, _queues, _changes, logger);
        _finish = new PostgresFinish(_source, _queues, _changes, telling, logger);
        _upkeep = new PostgresUpkeep(_source, _queues, _changes, TimeProvider.System);
        _cancel = new PostgresCancel(_source, _queues, _changes);
        _control = new PostgresControl(_source, _queues, _changes);
        _stats = new PostgresStats(_source);
        _statReads = new PostgresStatReads(_source);
        _keys = new PostgresKeys(_source);
    }

    public event Action<StoreChange>? Changed;

    public TimeSpan? LongestSilence => TimeSpan.FromSeconds(2);

    public void AskForNews() => _changes.AskForNews();

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlDataSource direct = PostgresSession.Direct(_options);
        try
        {
            await using NpgsqlConnection connection = await direct.OpenConnectionAsync(cancellationToken);
            await new PostgresMigrations(connection, _logger).RunAsync();
            await PostgresDurability.CheckAsync(connection, _logger);
            _logger.Opened(connection.PostgreSqlVersion.ToString(), connection.Database, connection.Host);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw PostgresErrors.TranslateStart(e);
        }

        // A pooler gives each transaction another session, so there is none to listen in.
        bool isListening = _options is not { IsPooled: true, DirectConnectionString: null };
        _notifier = new PostgresNotifier(_options, _changes, isListening, _logger);
        _listener = isListening ? new PostgresListener(_options, _changes, OnHeard, _logger) : null;
    }

    public Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(SubmitRequest request) => _submit.RunAsync(request);

    public Task<IReadOnlyList<SubmitAnswer>> SubmitWithinAsync(
        IReadOnlyList<Submission> items, DbTransaction transaction, CancellationToken cancellationToken) =>
        _submitWithin.RunAsync(items, transaction, cancellationToken);

    public async Task<ClaimAnswer> ClaimAsync(ClaimRequest request)
    {
        ClaimAnswer answer = await _claim.RunAsync(request);
        if (answer.Claims.Count > 0)
        {
            _changes.News();
        }

        return answer;
    }

    public Task<BlobId?> StorePartsAsync(PartsRequest parts) => PostgresParts.StoreAsync(_source, parts);

    public Task<IReadOnlyList<FinishAnswer>> FinishAsync(IReadOnlyList<FinishRequest> batch) => _finish.RunAsync(batch);

    public async Task ReportAsync(IReadOnlyList<ReportRequest> batch)
    {
        await PostgresReport.RunAsync(_source, batch);
        _changes.News();
    }

    public BeatAnswer Beat(BeatRequest beat) => _heart.Beat(beat);

    public Task<ReapAnswer> ReapAsync(int limit, IReadOnlyCollection<MemberId> alive) => _upkeep.ReapAsync(limit, alive);

    public Task<PromoteAnswer> PromoteAsync(int limit) => _upkeep.PromoteAsync(limit);

    public Task<IReadOnlyList<CancelAnswer>> CancelAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit = null) =>
        _cancel.RunAsync(ids, audit);

    public Task<IReadOnlyList<RetryAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit = null) =>
        _control.RetryAsync(ids, audit);

    public Task<IReadOnlyList<KeepVerdict>> KeepAsync(IReadOnlyList<TaskId> ids, KeepRequest request) =>
        _control.KeepAsync(ids, request);

    public Task<bool> ReleaseAsync(TaskId id) => _control.ReleaseAsync(id);

    public Task<IReadOnlyList<TaskChange>> DeleteAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit = null) =>
        _control.DeleteAsync(ids, audit);

    public Task<IReadOnlyList<RunKey>> FindCancelledAsync(MemberId handler, CancellationToken cancellationToken) =>
        _reads.FindCancelledAsync(handler, cancellationToken);

    public async Task<int> ReconcileAsync(MemberId handler, IReadOnlyCollection<RunKey> known)
    {
        FinishRequest[] unknown =
        [
            .. (await _reads.FindOldRunsAsync(handler)).Except(known)
                .Select(run => new FinishRequest { Id = run.Id, Attempt = run.Attempt, Disposition = Disposition.HandBack }),
        ];
        await _finish.RunAsync(unknown);
        return unknown.Length;
    }

    public async Task<TaskRecord?> FindAsync(TaskId id, long maxResultBytes, CancellationToken cancellationToken)
    {
        TaskRecord? task = await _reads.FindAsync(id, maxResultBytes, cancellationToken);
        return await WholeResult.AddAsync(task, maxResultBytes, OpenResultAsync, cancellationToken);
    }

    public Task<Stream?> OpenResultAsync(TaskId id, CancellationToken cancellationToken) => _reads.OpenResultAsync(id, cancellationToken);

    public Task<ScanAnswer> ScanAsync(ScanRequest request, CancellationToken cancellationToken) =>
        _reads.ScanAsync(request, cancellationToken);

    public Task<IReadOnlyList<TaskRecord>> FindManyAsync(
        IReadOnlyCollection<TaskId> ids, int maxBytes, CancellationToken cancellationToken) =>
        _reads.FindManyAsync(ids, maxBytes, cancellationToken);

    public Task<IReadOnlyDictionary<TaskId, string>> FindStampsAsync(
        IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) =>
        _reads.FindStampsAsync(ids, cancellationToken);

    public Task<IReadOnlyList<string>> FindQueuesAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        _reads.FindQueuesAsync(prefix, limit, cancellationToken);

    public Task<IReadOnlyList<TaskLogLine>?> FindLogAsync(LogRequest request, CancellationToken cancellationToken) =>
        _reads.FindLogAsync(request, cancellationToken);

    public Task<IReadOnlyList<TaskAttempt>?> FindAttemptsAsync(TaskId id, CancellationToken cancellationToken) =>
        _reads.FindAttemptsAsync(id, cancellationToken);

    public Task<IReadOnlyList<TaskId>> FindDoneAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) =>
        _reads.FindDoneAsync(ids, cancellationToken);

    public Task<IReadOnlyList<TaskOwner>> FindOwnersAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) =>
        _reads.FindOwnersAsync(ids, cancellationToken);

    public Task<TickAnswer> TickAsync(IReadOnlyCollection<MemberId> alive, CancellationToken cancellationToken) =>
        _reads.TickAsync(alive, cancellationToken);

    public Task<long> FindMarkAsync(CancellationToken cancellationToken) => _reads.FindMarkAsync(cancellationToken);

    public Task<HealthAnswer> CheckHealthAsync(CancellationToken cancellationToken) => _reads.CheckHealthAsync(cancellationToken);

    public async Task<DeleteExpiredAnswer> DeleteExpiredAsync(int limit)
    {
        DeleteExpiredAnswer report = await _upkeep.DeleteExpiredAsync(limit);
        if (report.NeverFinished > 0)
        {
            _logger.NeverFinished(report.NeverFinished);
        }

        return report;
    }

    public Task<int> DeleteAuditAsync(TimeSpan keptFor, int limit) => _keys.DeleteAuditAsync(keptFor, limit);

    public async Task JoinAsync(MemberEntry entry, TimeSpan lease)
    {
        // For the beats that follow.
        _heart.Connect();
        await PostgresMembers.JoinAsync(_source, entry, lease);
    }

    public Task LeaveAsync(MemberId id) => PostgresMembers.LeaveAsync(_source, id);

    public Task<IReadOnlyList<LiveMember>> ListMembersAsync(CancellationToken cancellationToken) =>
        _reads.ListMembersAsync(cancellationToken);

    public Task<IReadOnlyList<GoneMember>> ListGoneAsync(CancellationToken cancellationToken) => _reads.ListGoneAsync(cancellationToken);

    public Task<IReadOnlyList<QueueFacts>> ListQueuesAsync(string? name, CancellationToken cancellationToken) =>
        _reads.ListQueuesAsync(name, cancellationToken);

    public Task<TaskStanding?> FindStandingAsync(TaskId id, CancellationToken cancellationToken) =>
        _reads.FindStandingAsync(id, cancellationToken);

    public Task<IReadOnlyList<TimeSpan>> FindRunTimesAsync(string type, CancellationToken cancellationToken) =>
        _reads.FindRunTimesAsync(type, cancellationToken);

    public Task<WorkFacts> FindWorkAsync(CancellationToken cancellationToken) => _reads.FindWorkAsync(cancellationToken);

    public Task<IReadOnlyList<TypeEnds>> FindEndsAsync(CancellationToken cancellationToken) => _reads.FindEndsAsync(cancellationToken);

    public Task<bool> SetPausedAsync(string name, bool isPaused, ChangeAudit? audit = null) =>
        _control.SetPausedAsync(name, isPaused, audit);

    public Task<TaskCounts> CountTasksAsync(CancellationToken cancellationToken) => _statReads.CountTasksAsync(cancellationToken);

    public Task<IReadOnlyList<TypeCount>> CountTypesAsync(CancellationToken cancellationToken) =>
        _statReads.CountTypesAsync(cancellationToken);

    public Task AddStatsAsync(StatBatch batch) => _stats.AddAsync(batch);

    public async Task<IReadOnlyList<StatRow>> ListStatsAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        (await SumStatsAsync(from, to, static () => new StatSums(), cancellationToken)).Rows;

    public Task<T> SumStatsAsync<T>(DateTimeOffset from, DateTimeOffset to, Func<T> start, CancellationToken cancellationToken)
        where T : IStatSums => _statReads.SumAsync(from, to, start, cancellationToken);

    public Task<FinishedCounts> SumFinishedAsync(CancellationToken cancellationToken) => _statReads.SumFinishedAsync(cancellationToken);

    public Task<int> FoldStatsAsync(int limit) => _stats.FoldAsync(limit);

    public Task<IReadOnlyList<string>> WriteDepthAsync(IReadOnlyCollection<string> before) => _stats.WriteDepthAsync(before);

    public Task<IReadOnlyList<DepthRow>> ListDepthAsync(
        DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken) =>
        _statReads.ListDepthAsync(from, to, step, cancellationToken);

    public Task<string> FindKeysMarkAsync(CancellationToken cancellationToken) => _keys.FindMarkAsync(cancellationToken);

    public Task<IReadOnlyList<StoredKey>> ListKeysAsync(CancellationToken cancellationToken) => _keys.ListAsync(cancellationToken);

    public Task<StoredKey?> CreateKeyAsync(NewKey key, AuditEntry audit) => _keys.CreateAsync(key, audit);

    public Task<StoredKey?> RotateKeyAsync(KeyRotation rotation, AuditEntry audit) => _keys.RotateAsync(rotation, audit);

    public Task<bool> RevokeKeyAsync(string id, AuditEntry audit) => _keys.RevokeAsync(id, audit);

    public Task TouchKeysAsync(IReadOnlyDictionary<string, TimeSpan> ages) => _keys.TouchAsync(ages);

    public Task AppendAuditAsync(AuditEntry entry) => _keys.AppendAuditAsync(entry);

    public Task<IReadOnlyList<AuditRow>> ListAuditAsync(AuditRequest request, CancellationToken cancellationToken) =>
        _keys.ListAuditAsync(request, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _notifier, null) is { } notifier)
        {
            await notifier.DisposeAsync();
        }

        if (Interlocked.Exchange(ref _listener, null) is { } listener)
        {
            await listener.DisposeAsync();
        }

        _heart.Dispose();
        await _source.DisposeAsync();
    }

    private void OnHeard(PostgresHint? hint)
    {
        if (hint?.Queues is null)
        {
            _fronts.Forget();
        }

        foreach (ReadyQueue queue in hint?.Queues ?? [])
        {
            if (_queues.KnownIdOf(queue.Name) is { } id)
            {
                _fronts.MadeReady(id, new QueuePlace(queue.Priority, queue.Id));
            }
        }

        Changed?.Invoke(hint?.ToChange() ?? StoreChange.Anything);
    }
}
