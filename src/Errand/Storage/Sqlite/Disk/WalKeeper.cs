using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using static SQLitePCL.raw;

namespace Errand.Storage.Sqlite.Disk;

/// <summary>Keeps the write-ahead log small: empties it when the store is idle or the log has grown large, and warns if that fails. Used by
/// the writer's thread only.</summary>
/// <remarks>Under load SQLite's own checkpoints usually suffice. But they never wait for a reader. If there is always a reader, they never
/// reach the end of the log, and it keeps growing.</remarks>
internal sealed class WalKeeper(SqliteConnection connection, string path, ILogger logger)
{
    private const long Alarm = 256L << 20;

    /// <summary>A larger log is emptied even under load.</summary>
    private const long Large = 32L << 20;

    /// <summary>A smaller log is left alone: a heartbeat adds two pages, and emptying the log after each would cost more than everything
    /// else that an idle process does.</summary>
    private const long WorthIt = 256 << 10;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AlarmPause = TimeSpan.FromMinutes(1);

    /// <summary>How long the writer waits for readers. Most reads take a fraction of a millisecond.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Step = TimeSpan.FromMicroseconds(500);

    /// <summary>A reader that stays longer, such as a backup, must not slow the writer down.</summary>
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);

    private readonly FileInfo _wal = new(path + "-wal");
    private bool _mayBeFilled = true;
    private long _lastShrink;
    private long _lastMeasure;
    private long _lastAlarm;
    private long _lastFailure;

    public void Written() => _mayBeFilled = true;

    public void ShrinkWhenQuiet(TimeSpan quiet)
    {
        if (!_mayBeFilled || quiet < Quiet || Stopwatch.GetElapsedTime(_lastShrink) < Pause)
        {
            return;
        }

        _lastShrink = Stopwatch.GetTimestamp();
        // Another process or a reader may hold it; then retry in a second.
        _mayBeFilled = Measure() >= WorthIt && !TryEmpty();
    }

    /// <param name="mayEmpty">False after a failed sync: see <see cref="LeaveAsItIs"/>.</param>
    public void WatchSize(bool mayEmpty)
    {
        if (Stopwatch.GetElapsedTime(_lastMeasure) < Pause)
        {
            return;
        }

        _lastMeasure = Stopwatch.GetTimestamp();
        long size = Measure();
        if (size > Large && mayEmpty && (_lastFailure == 0 || Stopwatch.GetElapsedTime(_lastFailure) > PauseAfterFailure))
        {
            EmptyBetweenReads();
            size = Measure();
        }

        if (size > Alarm && (_lastAlarm == 0 || Stopwatch.GetElapsedTime(_lastAlarm) > AlarmPause))
        {
            _lastAlarm = _lastMeasure;
            logger.WalIsLarge(size >> 20);
        }
    }

    /// <summary>Keeps SQLite from copying the log into the database when the file is closed: after a failure, the disk may return other
    /// bytes than were written. The next process that opens the file finds out by the checksums what is intact.</summary>
    public void LeaveAsItIs() => _ = sqlite3_db_config(connection.Handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);

    /// <summary>Each try copies the pages that no older read needs. Reads that begin after everything is copied do not hold the
    /// log.</summary>
    private void EmptyBetweenReads()
    {
        long start = Stopwatch.GetTimestamp();
        while (!TryEmpty())
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                _lastFailure = Stopwatch.GetTimestamp();
                return;
            }

            ShortPause.Of(Step);
        }
    }

    private bool TryEmpty() =>
        sqlite3_wal_checkpoint_v2(connection.Handle, "main", SQLITE_CHECKPOINT_TRUNCATE, out _, out _) == SQLITE_OK;

    private long Measure()
    {
        _wal.Refresh();
        return _wal.Exists ? _wal.Length : 0;
    }
}
