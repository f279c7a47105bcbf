using System.Data.Common;
using Errand.Storage.Access;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Errand.Storage.Shared;
using Errand.Storage.Sqlite.Disk;
using Errand.Storage.Sqlite.Keys;
using Errand.Storage.Sqlite.Reads;
using Errand.Storage.Sqlite.Verbs;
using Errand.Storage.Sqlite.Writer;
using Errand.Storage.Stats;
using Errand.Storage.Views;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using static SQLitePCL.raw;

namespace Errand.Storage.Sqlite;

/// <summary>Tasks in one SQLite file, shared by the processes of one machine.</summary>
/// <remarks>Writes go through one thread, which commits all waiting ones together; reads run on the caller's thread. The clock is the
/// machine's, as a <see cref="TimeProvider"/>.</remarks>
internal sealed class SqliteTaskStore(SqliteStoreOptions options, TimeProvider time, ILogger<SqliteTaskStore> logger) : ITaskStore
{
    private readonly string _path = Path.GetFullPath(options.Path);
    private SqliteWriter? _writer;
    private WalFile? _wal;
    private SqliteReaders? _readers;
    private SubmitWithin? _submitWithin;

    public event Action<StoreChange>? Changed;

    // Every commit of another process changes the counter that the writer watches, so no hint is lost.
    public TimeSpan? LongestSilence => null;

    public void AskForNews()
    {
        // Every commit of another process is reported.
    }

    // No hint is lost.
    public Task<long> FindMarkAsync(CancellationToken cancellationToken) => Task.FromResult(0L);

    private SqliteWriter Writer => _writer ?? throw new StoreUnavailableException("The store is not open.");

    private SqliteReaders Readers => _readers ?? throw new StoreUnavailableException("The store is not open.");

    /// <summary>As far as that can be known without a write.</summary>
    private bool AcceptsWrites => Writer.IsSound && SqliteErrors.HasRoom(_path);

    public Task OpenAsync(CancellationToken cancellationToken) => Task.Run(Open, cancellationToken);

    public Task<IReadOnlyList<SubmitAnswer>> SubmitAsync(SubmitRequest request) => Writer.RunAsync(new SubmitWrite(request));

    public Task<IReadOnlyList<SubmitAnswer>> SubmitWithinAsync(
        IReadOnlyList<Submission> items, DbTransaction transaction, CancellationToken cancellationToken) =>
        (_submitWithin ?? throw new StoreUnavailableException("The store is not open."))
            .RunAsync(items, transaction, cancellationToken);

    public Task<ClaimAnswer> ClaimAsync(ClaimRequest request) => Writer.RunAsync(new ClaimWrite(request));

    public Task<BlobId?> StorePartsAsync(PartsRequest parts) => Writer.RunAsync(new StorePartsWrite(parts));

    public Task<IReadOnlyList<FinishAnswer>> FinishAsync(IReadOnlyList<FinishRequest> batch) => Writer.RunAsync(new FinishWrite(batch));

    public Task ReportAsync(IReadOnlyList<ReportRequest> batch) => Writer.RunAsync(new ReportWrite(batch));

    // The writer's own thread ends this wait, so no thread of the pool is needed.
    public BeatAnswer Beat(BeatRequest beat) => Writer.RunAsync(new BeatWrite(beat)).GetAwaiter().GetResult();

    public Task<ReapAnswer> ReapAsync(int limit, IReadOnlyCollection<MemberId> alive) => Writer.RunAsync(new ReapWrite(limit, alive));

    public Task<PromoteAnswer> PromoteAsync(int limit) => Writer.RunAsync(new PromoteWrite(limit));

    public Task<IReadOnlyList<CancelAnswer>> CancelAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit = null) =>
        Writer.RunAsync(new CancelWrite(ids, audit));

    public Task<IReadOnlyList<RetryAnswer>> RetryAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit = null) =>
        Writer.RunAsync(new RetryWrite(ids, audit));

    public Task<IReadOnlyList<KeepVerdict>> KeepAsync(IReadOnlyList<TaskId> ids, KeepRequest request) =>
        Writer.RunAsync(new KeepWrite(ids, request));

    public Task<bool> ReleaseAsync(TaskId id) => Writer.RunAsync(new ReleaseWrite(id));

    public Task<IReadOnlyList<TaskChange>> DeleteAsync(IReadOnlyList<TaskId> ids, ChangeAudit? audit = null) =>
        Writer.RunAsync(new DeleteWrite(ids, audit));

    public Task<IReadOnlyList<RunKey>> FindCancelledAsync(MemberId handler, CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, _) => SqliteReads.FindCancelled(reader, handler), cancellationToken);

    public Task<int> ReconcileAsync(MemberId handler, IReadOnlyCollection<RunKey> known) =>
        Writer.RunAsync(new ReconcileWrite(handler, known));

    public async Task<TaskRecord?> FindAsync(TaskId id, long maxResultBytes, CancellationToken cancellationToken)
    {
        TaskRecord? task = await Readers.ReadAsync(
            (reader, now) => SqliteReads.Find(reader, id, maxResultBytes, now), cancellationToken);
        return await WholeResult.AddAsync(task, maxResultBytes, OpenResultAsync, cancellationToken);
    }

    public Task<Stream?> OpenResultAsync(TaskId id, CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, now) => SqliteReads.OpenResult(reader, id, Readers, now), cancellationToken);

    public Task<ScanAnswer> ScanAsync(ScanRequest request, CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, now) => SqliteReads.Scan(reader, request, now), cancellationToken);

    public Task<IReadOnlyList<TaskRecord>> FindManyAsync(
        IReadOnlyCollection<TaskId> ids, int maxBytes, CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, now) => SqliteReads.FindMany(reader, ids, maxBytes, now), cancellationToken);

    public Task<IReadOnlyDictionary<TaskId, string>> FindStampsAsync(
        IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, now) => SqliteReads.FindStamps(reader, ids, now), cancellationToken);

    public Task<IReadOnlyList<string>> FindQueuesAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, _) => SqliteReads.FindQueues(reader, prefix, limit), cancellationToken);

    public Task<IReadOnlyList<TaskLogLine>?> FindLogAsync(LogRequest request, CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, now) => SqliteReads.FindLog(reader, request, now), cancellationToken);

    public Task<IReadOnlyList<TaskAttempt>?> FindAttemptsAsync(TaskId id, CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, now) => SqliteReads.FindAttempts(reader, id, now), cancellationToken);

    public Task<IReadOnlyList<TaskId>> FindDoneAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, now) => SqliteReads.FindDone(reader, ids, now), cancellationToken);

    public Task<IReadOnlyList<TaskOwner>> FindOwnersAsync(IReadOnlyCollection<TaskId> ids, CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, now) => SqliteReads.FindOwners(reader, ids, now), cancellationToken);

    public Task<TickAnswer> TickAsync(IReadOnlyCollection<MemberId> alive, CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, now) => SqliteReads.Tick(reader, alive, now), cancellationToken);

    public Task<HealthAnswer> CheckHealthAsync(CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, now) => SqliteReads.CheckHealth(reader, now, AcceptsWrites), cancellationToken);

    public async Task<DeleteExpiredAnswer> DeleteExpiredAsync(int limit)
    {
        DeleteExpiredAnswer report = await Writer.RunAsync(new DeleteExpiredWrite(limit));
        if (report.NeverFinished > 0)
        {
            logger.NeverFinished(report.NeverFinished);
        }

        return report;
    }

    public Task<int> DeleteAuditAsync(TimeSpan keptFor, int limit) => Writer.RunAsync(new DeleteAuditWrite(keptFor, limit));

    public Task JoinAsync(MemberEntry entry, TimeSpan lease) => Writer.RunAsync(new JoinWrite(entry, lease));

    public Task LeaveAsync(MemberId id) => Writer.RunAsync(new LeaveWrite(id));

    public Task<IReadOnlyList<LiveMember>> ListMembersAsync(CancellationToken cancellationToken) =>
        Readers.ReadAsync(SqliteReads.ListMembers, cancellationToken);

    public Task<IReadOnlyList<GoneMember>> ListGoneAsync(CancellationToken cancellationToken) =>
        Readers.ReadAsync(SqliteReads.ListGone, cancellationToken);

    public Task<IReadOnlyList<QueueFacts>> ListQueuesAsync(string? name, CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, now) => SqliteReads.ListQueues(reader, name, now), cancellationToken);

    public Task<TaskStanding?> FindStandingAsync(TaskId id, CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, now) => SqliteReads.FindStanding(reader, id, now), cancellationToken);

    public Task<IReadOnlyList<TimeSpan>> FindRunTimesAsync(string type, CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, now) => SqliteReads.FindRunTimes(reader, type, now), cancellationToken);

    public async Task<WorkFacts> FindWorkAsync(CancellationToken cancellationToken)
    {
        WorkFacts work = await Readers.ReadAsync(SqliteReads.FindWork, cancellationToken);
        return work with { AcceptsWrites = AcceptsWrites, FreeBytes = SqliteErrors.FreeBytes(_path), WalBytes = WalFile.LengthOf(_path) };
    }

    public Task<IReadOnlyList<TypeEnds>> FindEndsAsync(CancellationToken cancellationToken) =>
        Readers.ReadAsync(SqliteReads.FindEnds, cancellationToken);

    public Task<bool> SetPausedAsync(string name, bool isPaused, ChangeAudit? audit = null) =>
        Writer.RunAsync(new SetPausedWrite(name, isPaused, audit));

    public Task<TaskCounts> CountTasksAsync(CancellationToken cancellationToken) =>
        Readers.ReadAsync(SqliteStatReads.CountTasks, cancellationToken);

    public Task<IReadOnlyList<TypeCount>> CountTypesAsync(CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, _) => SqliteStatReads.CountTypes(reader), cancellationToken);

    public Task AddStatsAsync(StatBatch batch) => Writer.RunAsync(new AddStatsWrite(batch));

    public async Task<IReadOnlyList<StatRow>> ListStatsAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        (await SumStatsAsync(from, to, static () => new StatSums(), cancellationToken)).Rows;

    public Task<T> SumStatsAsync<T>(DateTimeOffset from, DateTimeOffset to, Func<T> start, CancellationToken cancellationToken)
        where T : IStatSums =>
        Readers.ReadAsync((reader, _) => SqliteStatReads.Sum(reader, from, to, start), cancellationToken);

    public Task<FinishedCounts> SumFinishedAsync(CancellationToken cancellationToken) =>
        Readers.ReadAsync(SqliteStatReads.SumFinished, cancellationToken);

    public Task<int> FoldStatsAsync(int limit) => Writer.RunAsync(new FoldStatsWrite(limit));

    public async Task<IReadOnlyList<string>> WriteDepthAsync(IReadOnlyCollection<string> before)
    {
        // Counted on a reader, so that the writer does not wait for it.
        (IReadOnlyList<(DepthRow Depth, bool IsWritten)> queues, long now) = await Readers.ReadAsync(
            (reader, now) => (SqliteStatReads.MeasureDepth(reader, now), now), CancellationToken.None);
        string[] names = [.. queues.Select(queue => queue.Depth.Queue)];
        DepthRow[] rows =
        [
            .. queues.Where(queue => !queue.IsWritten).Select(queue => queue.Depth),
            .. before.Except(names).Select(name => SqliteStatReads.Empty(name, now)),
        ];
        if (rows.Length > 0)
        {
            await Writer.RunAsync(new DepthWrite(rows));
        }

        return names;
    }

    public Task<IReadOnlyList<DepthRow>> ListDepthAsync(
        DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, _) => SqliteStatReads.ListDepth(reader, from, to, step), cancellationToken);

    public Task<string> FindKeysMarkAsync(CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, _) => SqliteKeyReads.FindMark(reader), cancellationToken);

    public Task<IReadOnlyList<StoredKey>> ListKeysAsync(CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, _) => SqliteKeyReads.List(reader), cancellationToken);

    public Task<StoredKey?> CreateKeyAsync(NewKey key, AuditEntry audit) => Writer.RunAsync(new CreateKeyWrite(key, audit));

    public Task<StoredKey?> RotateKeyAsync(KeyRotation rotation, AuditEntry audit) =>
        Writer.RunAsync(new RotateKeyWrite(rotation, audit));

    public Task<bool> RevokeKeyAsync(string id, AuditEntry audit) => Writer.RunAsync(new RevokeKeyWrite(id, audit));

    public Task TouchKeysAsync(IReadOnlyDictionary<string, TimeSpan> ages) => Writer.RunAsync(new TouchKeysWrite(ages));

    public Task AppendAuditAsync(AuditEntry entry) => Writer.RunAsync(new AppendAuditWrite(entry));

    public Task<IReadOnlyList<AuditRow>> ListAuditAsync(AuditRequest request, CancellationToken cancellationToken) =>
        Readers.ReadAsync((reader, _) => SqliteKeyReads.ListAudit(reader, request), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _readers?.Dispose();
        if (Interlocked.Exchange(ref _writer, null) is { } writer)
        {
            await writer.DisposeAsync();
            _wal?.Dispose();
        }
    }

    private void Open()
    {
        SQLitePCL.Batteries_V2.Init();
        SqliteGate.CheckLibrary(sqlite3_libversion_number());
        SqliteGate.CheckPath(_path);
        SqliteConnection connection = SqliteGate.Open(_path);
        try
        {
            SqliteSession.SetUpWriter(connection, options);
            SqliteMigrations.Run(connection, logger);
            _readers = new SqliteReaders(_path, time);
            _submitWithin = new SubmitWithin(sqlite3_db_filename(connection.Handle, "main").utf8_to_string(), time, logger);
            _wal = new WalFile(_path);
            var sync = new WalSync(_wal.Sync, logger);
            _writer = new SqliteWriter(
                connection, sync, options with { Path = _path }, time, logger, () => Changed?.Invoke(StoreChange.Anything));
        }
        catch (SqliteException e) when (SqliteErrors.IsDamage(e))
        {
            connection.Dispose();
            throw SqliteGate.Damaged(_path, e);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw SqliteErrors.Translate(e, _path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        logger.Opened(sqlite3_libversion().utf8_to_string(), _path);
    }
}
