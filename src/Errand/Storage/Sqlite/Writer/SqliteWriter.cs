using System.Diagnostics;
using Errand.Storage.Sqlite.Disk;
using Errand.Storage.Sqlite.Statements;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Errand.Storage.Sqlite.Writer;

/// <summary>The only thread of this process that writes: takes all waiting requests, commits them together, then completes them.</summary>
/// <remarks>Groups grow with the latency of a commit by themselves; no request waits for others to join.</remarks>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>How long the lock is left free now and then while other processes write too, so that they do not starve.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(0.5);

    /// <summary>How long this process may write before it leaves such a gap.</summary>
    private static readonly TimeSpan Shift = TimeSpan.FromMilliseconds(5);

    /// <summary>A write that the watch reports within this time after a commit of this process is taken for that commit.</summary>
    private static readonly TimeSpan Echo = TimeSpan.FromMilliseconds(2);

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SqliteStatements _statements;
    private readonly SqliteTransaction _transaction;
    private readonly WriteScope _scope;
    private readonly SqliteWriteQueue _queue = new();
    private readonly ForeignChanges _changes;
    private readonly WalKeeper _wal;
    private readonly WalSync _sync;
    private readonly List<SqliteWrite> _group = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WalWatch _watch;
    private long _lastCommit;
    private long _lastGap;
    private volatile bool _isWriting;

    public SqliteWriter(
        SqliteConnection connection, WalSync sync, SqliteStoreOptions options, TimeProvider time, ILogger logger, Action changed)
    {
        _path = options.Path;
        _time = time;
        _logger = logger;
        _statements = new SqliteStatements(connection);
        _transaction = new SqliteTransaction(connection, options.Durable);
        _scope = new WriteScope(_statements, logger);
        _changes = new ForeignChanges(connection, changed);
        _wal = new WalKeeper(connection, _path, logger);
        _sync = sync;
        _watch = new WalWatch(_path, FileTouched);
        new Thread(Loop) { Name = "errand-sqlite-writer", IsBackground = true }.Start();
    }

    /// <summary>False if it accepts no more requests, see <see cref="WalSync.HasFailed"/>.</summary>
    public bool IsSound => !_sync.HasFailed;

    public Task<TAnswer> RunAsync<TAnswer>(SqliteWrite<TAnswer> write) =>
        _queue.TryAdd(write) ? write.Answer : throw new StoreUnavailableException("The store is closed.");

    /// <summary>Writes what is waiting, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _ended.Task;
        _watch.Dispose();
        _queue.Dispose();
    }

    private void Loop()
    {
        for (bool isClosed = false; !isClosed;)
        {
            // Read before the queue, so that requests added before closing are still written.
            isClosed = _queue.IsClosed;
            try
            {
                Turn(isClosed);
            }
            catch (Exception e)
            {
                // Whatever it was, the waiting callers must learn of it, and the next request deserves a try.
                _logger.WriterFailed(e);
                FailGroup(e);
                _queue.Wait(TimeSpan.FromMilliseconds(100));
            }
        }

        _sync.SyncWhatIsLeft();
        _changes.Dispose();
        if (!IsSound)
        {
            _wal.LeaveAsItIs();
        }

        _statements.Dispose();
        _statements.Connection.Dispose();
        _ended.SetResult();
    }

    private void Turn(bool isClosed)
    {
        _group.Clear();
        _queue.Take(_group);
        while (_group.Count > 0)
        {
            Look();
            _isWriting = true;
            bool isCommitted = TryRunGroup();
            _isWriting = false;
            _wal.WatchSize(mayEmpty: IsSound);
            _group.Clear();
            _queue.Take(_group);
            // Only once: what is written must not wait for requests that cannot get the lock.
            if (!isCommitted || !WaitForDisk(_group))
            {
                _sync.SyncWhenDue();
            }
        }

        if (!isClosed)
        {
            // Set before looking, so that no write is missed in between.
            bool isWatched = _changes.IsWorthWatching(_lastCommit) && _watch.Arm();
            Look();
            if (IsSound)
            {
                _wal.ShrinkWhenQuiet(_changes.QuietSince(_lastCommit));
            }

            TimeSpan rest = _changes.NextLook(_lastCommit, isWatched);
            _queue.Wait(_sync.TimeLeft is { } left && left < rest ? left : rest);
            _sync.SyncWhenDue();
        }
    }

    /// <summary>Whether their commit waits for the disk, which also syncs all earlier commits.</summary>
    private static bool WaitForDisk(List<SqliteWrite> writes) => writes.Exists(static write => write.Sync == SyncTime.AtCommit);

    /// <summary>On a thread of the watch. Most writes are this writer's own, and then there is nothing to look for.</summary>
    private void FileTouched()
    {
        if (!_isWriting && Stopwatch.GetElapsedTime(Volatile.Read(ref _lastCommit)) > Echo)
        {
            _changes.Expect();
            _queue.Nudge();
        }
    }

    private void Look()
    {
        if (_changes.Look(_lastCommit))
        {
            _wal.Written();
        }
    }

    /// <returns>Whether all of it is committed.</returns>
    private bool TryRunGroup()
    {
        LeaveGap();
        try
        {
            Transact(_group, careful: false);
            return true;
        }
        catch (Exception e)
        {
            _transaction.RollBack();
            _scope.Queues.Forget();
            if (e is StoreException)
            {
                FailGroup(e);
                return false;
            }

            if (_group.Count > 1)
            {
                _logger.GroupFailed(e, _group.Count);
            }

            RunAlone();
            return false;
        }
    }

    private void LeaveGap()
    {
        if (_changes.OthersLive && Stopwatch.GetElapsedTime(_lastGap) >= Shift)
        {
            ShortPause.Until(Gap, _lastCommit);
            _lastGap = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>After a rollback, runs each request in a transaction of its own, so that only the guilty one fails.</summary>
    private void RunAlone()
    {
        foreach (SqliteWrite write in _group)
        {
            try
            {
                Transact([write], careful: true);
            }
            catch (Exception e)
            {
                _transaction.RollBack();
                _scope.Queues.Forget();
                if (e is SqliteException damaged && SqliteErrors.IsDamage(damaged))
                {
                    _logger.Damaged(e);
                }

                write.Fail(SqliteErrors.Translate(e, _path));
                if (e is StoreUnavailableException)
                {
                    // The lock was held for 10 seconds; the next request would only wait as long again.
                    FailGroup(e);
                    return;
                }
            }
        }
    }

    private void Transact(List<SqliteWrite> writes, bool careful)
    {
        _sync.ThrowIfFailed();
        _transaction.Begin(WaitForDisk(writes));
        _scope.Begin(_time.GetUtcNow().ToUnixTimeMilliseconds(), careful);
        foreach (SqliteWrite write in writes)
        {
            write.Run(_scope);
            _scope.Flush();
        }

        try
        {
            _transaction.Commit();
        }
        catch (SqliteException e) when (SqliteErrors.IsInDoubt(e, _path))
        {
            _logger.CommitInDoubt(e, writes.Count);
            if (SqliteErrors.IsFailedSync(e))
            {
                _sync.Fail(e);
            }

            throw new OutcomeUnknownException("The disk failed during the commit.", e);
        }

        _lastCommit = Stopwatch.GetTimestamp();
        _wal.Written();
        writes.ForEach(TellWritten);
        _sync.Committed(writes, _transaction.HasWritten, _transaction.IsSynced);
    }

    /// <summary>The request is committed, whether or not its callback fails.</summary>
    private void TellWritten(SqliteWrite write)
    {
        try
        {
            write.Written();
        }
        catch (Exception e)
        {
            _logger.WriterFailed(e);
        }
    }

    /// <summary>A written request that waits for the disk has not failed: its sync decides.</summary>
    private void FailGroup(Exception e)
    {
        foreach (SqliteWrite? write in _group.Where(write => !_sync.Holds(write)))
        {
            write.Fail(SqliteErrors.Translate(e, _path));
        }
    }
}
