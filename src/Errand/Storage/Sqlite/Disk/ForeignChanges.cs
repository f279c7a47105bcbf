using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Errand.Storage.Sqlite.Disk;

/// <summary>Notices commits of other processes by the counter that SQLite keeps for this connection. Used by the writer's thread
/// only.</summary>
internal sealed class ForeignChanges : IDisposable
{
    private static readonly TimeSpan Presence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CloseLook = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan CloseLooks = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan ShortLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongLook = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WatchedLook = TimeSpan.FromSeconds(1);

    // Without the library's overhead, because this runs with every commit.
    private readonly sqlite3_stmt _version;
    private readonly Action _changed;
    private long _seen;
    private long _lastChange;
    private long _lastLook;
    private long _expectedSince;

    public ForeignChanges(SqliteConnection connection, Action changed)
    {
        SqliteException.ThrowExceptionForRC(sqlite3_prepare_v2(connection.Handle, SqliteSql.Changed, out _version), connection.Handle);
        _changed = changed;
        _seen = Version();
    }

    /// <summary>Whether another process wrote in the last 10 seconds.</summary>
    public bool OthersLive => _lastChange != 0 && Stopwatch.GetElapsedTime(_lastChange) < Presence;

    /// <summary>Reads the counter, unless it was read a moment ago.</summary>
    /// <returns>Whether there was something new.</returns>
    public bool Look(long lastCommit)
    {
        // Under load this runs with every commit; when idle, the pause between two reads is longer than this.
        if (Stopwatch.GetElapsedTime(_lastLook) < FirstLook && lastCommit > _lastLook)
        {
            return false;
        }

        long version = Version();
        _lastLook = Stopwatch.GetTimestamp();
        if (version == _seen)
        {
            return false;
        }

        Volatile.Write(ref _expectedSince, 0);
        _seen = version;
        _lastChange = _lastLook;
        // On another thread: a listener must not hold up the writer.
        ThreadPool.UnsafeQueueUserWorkItem(static changed => changed(), _changed, preferLocal: false);
        return true;
    }

    /// <summary>Whether watching is better than polling: the watch would not report this process's own write, or one that is already being
    /// looked for.</summary>
    public bool IsWorthWatching(long lastCommit) =>
        Stopwatch.GetElapsedTime(lastCommit) >= FirstLook && (Expected is not { } since || since >= CloseLooks);

    public TimeSpan QuietSince(long lastCommit) => Stopwatch.GetElapsedTime(Math.Max(_lastChange, lastCommit));

    /// <summary>The file was written to, perhaps by another process. The write precedes the commit by as long as the disk takes, so the
    /// counter is read often at first and then less and less. Called on any thread.</summary>
    public void Expect() => Volatile.Write(ref _expectedSince, Stopwatch.GetTimestamp());

    /// <summary>Without a watch: soon after an event, then less and less often, because another process answers soon or not at
    /// all.</summary>
    /// <param name="lastCommit">When this process last committed.</param>
    /// <param name="isWatched">Whether the watch reports writes of others at once; then polling is only the fallback.</param>
    public TimeSpan NextLook(long lastCommit, bool isWatched)
    {
        if (Expected is { } since && since < Busy)
        {
            return since < CloseLooks ? CloseLook : Within(CloseLook, since / 3, LongLook);
        }

        if (isWatched)
        {
            return WatchedLook;
        }

        TimeSpan quiet = QuietSince(lastCommit);
        return Within(FirstLook, quiet / 2, quiet < Busy ? ShortLook : LongLook);
    }

    public void Dispose() => _version.Dispose();

    private TimeSpan? Expected => Volatile.Read(ref _expectedSince) is var since and not 0 ? Stopwatch.GetElapsedTime(since) : null;

    private static TimeSpan Within(TimeSpan least, TimeSpan time, TimeSpan most) => time < least ? least : time < most ? time : most;

    private long Version()
    {
        // If the file cannot be read now, no change is known; the next request will notice.
        long version = sqlite3_step(_version) == SQLITE_ROW ? sqlite3_column_int64(_version, 0) : _seen;
        sqlite3_reset(_version);
        return version;
    }
}
