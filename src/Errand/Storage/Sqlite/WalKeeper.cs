using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using static SQLitePCL.raw;

namespace Errand.Storage.Sqlite;

/// <summary>Keeps the write-ahead log small: empties it when all is quiet, and warns when it grows. Used by the writer's thread alone.</summary>
/// <remarks>While there is work SQLite's own checkpoints suffice: they copy pages but never wait for a reader.</remarks>
internal sealed class WalKeeper(SqliteConnection connection, string path, ILogger logger)
{
    private const long Alarm = 256L << 20;

    /// <summary>A smaller log stays as it is: a heartbeat adds two pages, and to empty it after each would cost more than all else that an idle process does.</summary>
    private const long WorthIt = 256 << 10;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AlarmPause = TimeSpan.FromMinutes(1);

    private readonly FileInfo _wal = new(path + "-wal");
    private bool _mayBeFilled = true;
    private long _lastShrink;
    private long _lastMeasure;
    private long _lastAlarm;

    public void Written() => _mayBeFilled = true;

    public void ShrinkWhenQuiet(TimeSpan quiet)
    {
        if (!_mayBeFilled || quiet < Quiet || Stopwatch.GetElapsedTime(_lastShrink) < Pause)
        {
            return;
        }

        _lastShrink = Stopwatch.GetTimestamp();
        // Another process or a reader may hold it: then again in a second.
        var code = Measure() < WorthIt ? SQLITE_OK : sqlite3_wal_checkpoint_v2(connection.Handle, "main", SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        _mayBeFilled = code != SQLITE_OK;
    }

    public void WatchSize()
    {
        if (Stopwatch.GetElapsedTime(_lastMeasure) < Pause)
        {
            return;
        }

        _lastMeasure = Stopwatch.GetTimestamp();
        var size = Measure();
        if (size > Alarm && (_lastAlarm == 0 || Stopwatch.GetElapsedTime(_lastAlarm) > AlarmPause))
        {
            _lastAlarm = _lastMeasure;
            logger.WalIsLarge(size >> 20);
        }
    }

    /// <summary>Keeps SQLite from copying the log into the database when the file is closed: where the disk has failed, what it gives back may not be what was written.
    /// The next to open the file tells by the checksums what is whole.</summary>
    public void LeaveAsItIs() => _ = sqlite3_db_config(connection.Handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);

    private long Measure()
    {
        _wal.Refresh();
        return _wal.Exists ? _wal.Length : 0;
    }
}
