using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Errand.Storage.Sqlite;

/// <summary>Notices what other processes commit, by the counter that SQLite keeps for this connection. Used by the writer's thread alone.</summary>
internal sealed class ForeignChanges : IDisposable
{
    private static readonly TimeSpan Presence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);
    private const int CloseLooks = 5;
    private static readonly TimeSpan CloseLook = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan ShortLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongLook = TimeSpan.FromMilliseconds(100);

    // Without the library around it: this runs some ten times a second in an idle process.
    private readonly sqlite3_stmt _version;
    private readonly Action _changed;
    private long _seen;
    private long _lastChange;
    private long _lastLook;
    private volatile int _closeLooks;

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

        var version = Version();
        _lastLook = Stopwatch.GetTimestamp();
        if (version == _seen)
        {
            return false;
        }

        _closeLooks = 0;
        _seen = version;
        _lastChange = _lastLook;
        // Elsewhere: a listener must not hold up the writer.
        ThreadPool.UnsafeQueueUserWorkItem(static changed => changed(), _changed, preferLocal: false);
        return true;
    }

    public TimeSpan QuietSince(long lastCommit) => Stopwatch.GetElapsedTime(Math.Max(_lastChange, lastCommit));

    /// <summary>The file was written to, perhaps by another. The write comes before the commit can be seen, so a few looks follow closely. Called on any thread.</summary>
    public void Expect() => _closeLooks = CloseLooks;

    /// <summary>Soon after something happened, ever less often as it stays quiet: an answer of another process comes soon or not at all.</summary>
    /// <param name="lastCommit">When this process last committed.</param>
    /// <param name="isWatched">Whether writes of others are told at once; then looking is only the fallback.</param>
    public TimeSpan NextLook(long lastCommit, bool isWatched)
    {
        if (_closeLooks > 0)
        {
            _closeLooks--;
            return CloseLook;
        }

        var quiet = QuietSince(lastCommit);
        var longest = !isWatched && quiet < Busy ? ShortLook : LongLook;
        var next = quiet / 2;
        return next < FirstLook ? FirstLook : next < longest ? next : longest;
    }

    public void Dispose() => _version.Dispose();

    private long Version()
    {
        // When the file cannot be read just now, nothing is known to have changed; the next request will tell.
        var version = sqlite3_step(_version) == SQLITE_ROW ? sqlite3_column_int64(_version, 0) : _seen;
        sqlite3_reset(_version);
        return version;
    }
}
