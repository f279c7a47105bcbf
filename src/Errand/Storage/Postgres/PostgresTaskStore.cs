using Microsoft.Extensions.Logging;

namespace Errand.Storage.Postgres;

/// <summary>Tasks in the schema <c>errand</c> of one PostgreSQL database, shared by processes on any number of machines.</summary>
/// <remarks>Every verb is one statement, and every statement one transaction. The clock is the server's.</remarks>
internal sealed class PostgresTaskStore : ITaskStore
{
    /// <summary>Connections at most for writes, and as many for reads: batches need few, and a server has few to give.</summary>
    private const int Connections = 6;

    private readonly PostgresStoreOptions _options;
    private readonly ILogger _logger;
    private readonly PostgresSource _writes;
    private readonly PostgresSource _readSource;
    private readonly PostgresHeart _heart;
    private readonly ClaimHints _hints;
    private readonly PostgresChanges _changes;
    private readonly PostgresQueues _queues;
    private readonly PostgresReads _reads;
    private readonly PostgresSubmit _submit;
    private readonly PostgresClaim _claim;
    private readonly PostgresFinish _finish;
    private readonly PostgresUpkeep _upkeep;
    private readonly PostgresCancel _cancel;
    private PostgresNotifier? _notifier;
    private PostgresListener? _listener;

    public PostgresTaskStore(PostgresStoreOptions options, ILogger<PostgresTaskStore> logger)
    {
        _options = options;
        _logger = logger;
        _writes = new PostgresSource(() => PostgresSession.Statements(options, Connections), logger);
        _readSource = new PostgresSource(() => PostgresSession.Statements(options, Connections), logger);
        _heart = new PostgresHeart(options);
        _hints = new ClaimHints();
        _changes = new PostgresChanges(_hints, TimeProvider.System);
        var telling = new TellingWrite(_writes, _changes, options.IsPooled, logger);
        _queues = new PostgresQueues(_writes);
        _reads = new PostgresReads(_readSource, _hints);
        _claim = new PostgresClaim(_writes, _queues, _hints);
        _submit = new PostgresSubmit(_writes, _queues, _claim, _hints, _changes, telling, logger);
        _finish = new PostgresFinish(_writes, _queues, _changes, telling, logger);
        _upkeep = new PostgresUpkeep(_writes, _queues, _changes, TimeProvider.System);
        _cancel = new PostgresCancel(_writes, _changes);
    }

    public event Action<StoreChange>? Changed;

    public TimeSpan? LongestSilence => TimeSpan.FromSeconds(2);

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await using var direct = PostgresSession.Direct(_options);
        try
        {
            await using var connection = await direct.OpenConnectionAsync(cancellationToken);
            await new PostgresMigrations(connection, _logger).RunAsync();
            await PostgresDurability.CheckAsync(connection, _logger);
            _logger.Opened(connection.PostgreSqlVersion.ToString(), connection.Database, connection.Host);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw PostgresFault.TranslateStart(e);
        }

        _heart.Connect();
        _notifier = new PostgresNotifier(_options, _changes, _logger);
        // A pooler hands each transaction another session: there is none to listen in.
        _listener = _options is { IsPooled: true, DirectConnectionString: null } ? null : new PostgresListener(_options, _changes, OnHeard, _logger);
    }

    public Task<IReadOnlyList<SubmitVerdict>> SubmitAsync(SubmitBatch batch) => _submit.RunAsync(batch);

    public Task<ClaimAnswer> ClaimAsync(ClaimRequest request) => _claim.RunAsync(request);

    public Task<IReadOnlyList<FinishAnswer>> FinishAsync(IReadOnlyList<FinishRequest> batch) => _finish.RunAsync(batch);

    public Task ReportAsync(IReadOnlyList<RunReport> batch) => PostgresReport.RunAsync(_writes, batch);

    public BeatAnswer Beat(Beat beat) => _heart.Beat(beat);

    public Task<ReapReport> ReapAsync(int limit, IReadOnlyCollection<HandlerId> alive) => _upkeep.ReapAsync(limit, alive);

    public Task<PromoteReport> PromoteAsync(int limit) => _upkeep.PromoteAsync(limit);

    public Task<CancelVerdict> CancelAsync(TaskId id) => _cancel.RunAsync(id);

    public Task<IReadOnlyList<RunKey>> FindCancelledAsync(HandlerId handler, CancellationToken cancellationToken) =>
        _reads.FindCancelledAsync(handler, cancellationToken);

    public async Task<int> ReconcileAsync(HandlerId handler, IReadOnlyCollection<RunKey> known)
    {
        FinishRequest[] unknown =
        [
            .. (await _reads.FindOldRunsAsync(handler)).Except(known)
                .Select(run => new FinishRequest { Id = run.Id, Attempt = run.Attempt, Disposition = Disposition.HandBack }),
        ];
        await _finish.RunAsync(unknown);
        return unknown.Length;
    }

    public Task<TaskRecord?> FindAsync(TaskId id, long maxResultBytes, CancellationToken cancellationToken) =>
        _reads.FindAsync(id, maxResultBytes, cancellationToken);

    public Task<Stream?> OpenResultAsync(TaskId id, CancellationToken cancellationToken) => _reads.OpenResultAsync(id, cancellationToken);

    public Task<IReadOnlyList<TaskLogLine>> FindLogAsync(TaskId id, CancellationToken cancellationToken) => _reads.FindLogAsync(id, cancellationToken);

    public Task<IReadOnlyList<TaskId>> FindDoneAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) =>
        _reads.FindDoneAsync(ids, cancellationToken);

    public Task<StoreTick> TickAsync(IReadOnlyCollection<HandlerId> alive, CancellationToken cancellationToken) =>
        _reads.TickAsync(alive, cancellationToken);

    public Task<StoreHealth> CheckHealthAsync(CancellationToken cancellationToken) => _reads.CheckHealthAsync(cancellationToken);

    public async Task<ExpireReport> DeleteExpiredAsync(int limit)
    {
        var report = await _upkeep.DeleteExpiredAsync(limit);
        if (report.NeverFinished > 0)
        {
            _logger.NeverFinished(report.NeverFinished);
        }

        return report;
    }

    public Task RegisterAsync(RegistryEntry entry, TimeSpan lease) => PostgresRegistry.RegisterAsync(_writes, entry, lease);

    public Task RetireAsync(HandlerId id) => PostgresRegistry.RetireAsync(_writes, id);

    public Task<IReadOnlyList<LiveMember>> ListRegistryAsync(CancellationToken cancellationToken) =>
        PostgresRegistry.ListAsync(_readSource, cancellationToken);

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
        await _writes.DisposeAsync();
        await _readSource.DisposeAsync();
    }

    private void OnHeard(PostgresHint? hint)
    {
        if (hint?.Queues is null)
        {
            _hints.Forget();
        }

        foreach (var queue in hint?.Queues ?? [])
        {
            if (_queues.KnownIdOf(queue.Name) is { } id)
            {
                _hints.MadeReady(id, new QueuePlace(queue.Priority, queue.Id));
            }
        }

        Changed?.Invoke(hint?.ToChange() ?? StoreChange.Anything);
    }
}
