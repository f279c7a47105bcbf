using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Errand.Storage.Sqlite.Disk;

/// <summary>Notices what other processes commit, by the counter that SQLite keeps for this connection. Used by the writer's thread
/// alone.</summary>
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

    // Without the library around it: this runs with every commit.
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

    /// <summary>Another process wrote in the last 10 seconds.</summary>
    public bool OthersLive => _lastChange != 0 && Stopwatch.GetElapsedTime(_lastChange) < Presence;

    /// <summary>Asks the counter, unless it was asked a moment ago.</summary>
    /// <returns>Whether there was something new.</returns>
    public bool Look(long lastCommit)
    {
        // Under load every commit comes by here; idle, the pause between two looks is longer than this.
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
        // Elsewhere: a listener must not hold up the writer.
        ThreadPool.UnsafeQueueUserWorkItem(static changed => changed(), _changed, preferLocal: false);
        return true;
    }

    /// <summary>Whether watching beats looking: a write that is told of would not be this process's own, nor the one that is just being
    /// looked for.</summary>
    public bool IsWorthWatching(long lastCommit) =>
        Stopwatch.GetElapsedTime(lastCommit) >= FirstLook && (Expected is not { } since || since >= CloseLooks);

    public TimeSpan QuietSince(long lastCommit) => Stopwatch.GetElapsedTime(Math.Max(_lastChange, lastCommit));

    /// <summary>The file was written to, perhaps by another. The write comes before the commit can be seen, and that takes as long as the
    /// disk does: looks follow closely, ever less so. Called on any thread.</summary>
    public void Expect() => Volatile.Write(ref _expectedSince, Stopwatch.GetTimestamp());

    /// <summary>Where nothing watches: soon after something happened, ever less often as it stays quiet, since an answer of another process
    /// comes soon or not at all.</summary>
    /// <param name="lastCommit">When this process last committed.</param>
    /// <param name="isWatched">Whether writes of others are told at once; then looking is only the fallback.</param>
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
        // When the file cannot be read just now, nothing is known to have changed; the next request will tell.
        long version = sqlite3_step(_version) == SQLITE_ROW ? sqlite3_column_int64(_version, 0) : _seen;
        sqlite3_reset(_version);
        return version;
    }
}
